#include "groupware/net/address_list.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

namespace groupware::net {
namespace {

TEST(AddressListTest, HoldsAddressesOfBothFamilies) {
    const AddressList list("127.0.0.1, ::1,2001:db8::7");
    EXPECT_TRUE(list.contains("127.0.0.1"));
    EXPECT_TRUE(list.contains("::ffff:127.0.0.1"));
    EXPECT_TRUE(list.contains("::1"));
    EXPECT_TRUE(list.contains("2001:db8:0:0::7"));
    EXPECT_FALSE(list.contains("127.0.0.2"));
    EXPECT_FALSE(list.contains("2001:db8::8"));
    EXPECT_FALSE(list.contains("localhost"));
    EXPECT_FALSE(list.contains(""));
}

TEST(AddressListTest, HoldsNetworks) {
    const AddressList list("10.0.0.0/8, 192.168.4.0/22, 2001:db8::/32");
    EXPECT_TRUE(list.contains("10.255.0.1"));
    EXPECT_FALSE(list.contains("11.0.0.1"));
    EXPECT_TRUE(list.contains("192.168.7.255"));
    EXPECT_FALSE(list.contains("192.168.8.0"));
    EXPECT_TRUE(list.contains("2001:db8:ffff::1"));
    EXPECT_FALSE(list.contains("2001:db9::1"));
    EXPECT_TRUE(AddressList("0.0.0.0/0").contains("203.0.113.9"));
    EXPECT_FALSE(AddressList("0.0.0.0/0").contains("2001:db8::1"));
}

TEST(AddressListTest, EmptyTextHoldsNothing) {
    EXPECT_TRUE(AddressList("").empty());
    EXPECT_TRUE(AddressList(" , ").empty());
    EXPECT_FALSE(AddressList("").contains("127.0.0.1"));
}

TEST(AddressListTest, RefusesWhatIsNoAddress) {
    for (const char* text :
         {"localhost", "127.0.0.1/33", "127.0.0.1/", "127.0.0.1/x", "::1/129", "10/8", "1.2.3.4 5.6.7.8"}) {
        EXPECT_THROW(AddressList{text}, Error) << text;
    }
}

}  // namespace
}  // namespace groupware::net

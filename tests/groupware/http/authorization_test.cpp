#include "groupware/http/authorization.h"

#include <gtest/gtest.h>

namespace groupware::http {
namespace {

TEST(Authorization, BasicIsANameAndAPassword) {
    const BasicCredentials aladdin{.name = "Aladdin", .password = "open sesame"};
    EXPECT_EQ(basicCredentials("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), aladdin);  // RFC 7617 section 2
    EXPECT_EQ(basicCredentials("basic   QWxhZGRpbjpvcGVuIHNlc2FtZQ==  "), aladdin);
    EXPECT_EQ(basicCredentials("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ"), aladdin) << "without padding";
    EXPECT_EQ(basicCredentials("Basic dGVzdDoxMjPCow=="), (BasicCredentials{.name = "test", .password = "123\u00A3"}));
    EXPECT_EQ(basicCredentials("Basic YTpiOmM="), (BasicCredentials{.name = "a", .password = "b:c"}));
    EXPECT_EQ(basicCredentials("Basic Og=="), (BasicCredentials{}));
}

TEST(Authorization, BrokenBasicIsNothing) {
    for (const char* broken :
         {"", "Basic", "Basic ", "Basi QTpC", "BasicQTpC", "Bearer QTpC", "Basic QTpCQ", "Basic QT=C", "Basic Q*pC",
          "Basic QUJD" /* no colon */, "Basic OgA=" /* NUL */, "Basic Ov8=" /* not UTF-8 */, "Basic QTpC QTpC"}) {
        EXPECT_EQ(basicCredentials(broken), std::nullopt) << broken;
    }
    EXPECT_EQ(basicCredentials("Basic " + std::string(9000, 'Q')), std::nullopt);
}

TEST(Authorization, BearerIsAToken) {
    EXPECT_EQ(bearerToken("Bearer mF_9.B5f-4.1JqM"), "mF_9.B5f-4.1JqM");  // RFC 6750 section 2.1
    EXPECT_EQ(bearerToken(" bearer  a~+/= "), "a~+/=");
    for (const char* broken : {"", "Bearer", "Bearer ", "Basic mF_9", "Bearer a b", "Bearer a\"", "Bearer \xC3\x9C"}) {
        EXPECT_EQ(bearerToken(broken), std::nullopt) << broken;
    }
}

}  // namespace
}  // namespace groupware::http

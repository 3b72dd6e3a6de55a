#include "groupware/infostore/service/quota_service.h"
#include "tests/groupware/infostore/infostore_fixture.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace groupware::infostore {
namespace {

TEST_F(InfostoreTest, TheRoomForFilesBelongsToTheContext) {
    const QuotaService quota(database());
    setQuota(5000);
    const auto before = quota.usage(anna());
    EXPECT_EQ(before.quota, 5000);
    EXPECT_EQ(before.used, 0);
    const auto document = upload(anna(), annaFiles_, "a.bin", std::string(1000, 'x')).document;
    EXPECT_EQ(quota.usage(anna()).used, 1000);
    EXPECT_EQ(quota.usage(bert()).used, 1000) << "users of a context share its quota";
    const std::vector<DocumentRef> gone{{.id = document.id}};
    service().remove(anna(), gone, std::nullopt, true);
    EXPECT_EQ(quota.usage(anna()).used, 0);
    setQuota(-1);
    EXPECT_EQ(quota.usage(anna()).quota, -1);
}

}  // namespace
}  // namespace groupware::infostore

#include "groupware/infostore/service/quota_service.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/sync/change.h"
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

TEST_F(InfostoreTest, DocumentsAreCountedAndLimited) {
    const auto counted = [&] {
        return principals::ObjectQuotas(database())
            .all(anna())
            .at(static_cast<std::size_t>(principals::QuotaModule::Infostore))
            .used;
    };
    const auto first = upload(anna(), annaFiles_, "a.txt", "a");
    upload(anna(), annaFiles_, "b.txt", "b");
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Infostore, 2);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    EXPECT_EQ(counted(), 2);
    const auto octets = used();
    EXPECT_EQ(codeOf([&] { upload(anna(), annaFiles_, "c.txt", "c"); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(used(), octets);
    EXPECT_EQ(rowsOf("document"), 2);

    // Another version is no other document, and the trash is no way out.
    auto more = stage(anna(), "more");
    service().update(anna(), {.id = first.document.id}, {}, &more, std::nullopt);
    const std::vector<DocumentRef> refs{{.id = first.document.id}};
    service().remove(anna(), refs, std::nullopt, false);
    EXPECT_EQ(counted(), 2);
    service().remove(anna(), refs, std::nullopt, true);
    EXPECT_EQ(counted(), 1);
    upload(anna(), annaFiles_, "c.txt", "c");

    folderService_.clear(anna(), annaFiles_);
    EXPECT_EQ(counted(), 2) << "cleared into the trash";
}

}  // namespace
}  // namespace groupware::infostore

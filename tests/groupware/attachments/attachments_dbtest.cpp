#include "dbpool/routing/request_counters.h"
#include "groupware/base/crypto.h"
#include "groupware/principals/service/object_quotas.h"
#include "tests/groupware/attachments/attachments_fixture.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace groupware::attachments {
namespace {

TEST_F(AttachmentsTest, ComeBackByteForByteAndTheObjectIsTold) {
    const std::string octets = crypto::randomBytes(100'000);
    const auto first = attach("a.bin", octets);
    clock_.advance(std::chrono::seconds(1));
    const auto second = attach("b.txt", "");
    EXPECT_EQ(contentsOf(first.attachments.at(0)), octets);
    EXPECT_EQ(contentsOf(second.attachments.at(0)), "");
    const auto all = service_.all(anna(), target());
    EXPECT_EQ(namesOf(all.attachments), (std::vector<std::string>{"a.bin", "b.txt"}));
    EXPECT_EQ(all.attachments[0].sha256, crypto::sha256(octets));
    EXPECT_EQ(all.attachments[0].mediaType, "application/octet-stream");
    EXPECT_EQ(all.attachments[1].mediaType, "text/plain");
    EXPECT_EQ(all.attachments[0].seq, first.committed.seq);
    EXPECT_EQ(told(), "2 " + std::to_string(clock_.now().time_since_epoch().count()));
    EXPECT_EQ(service().get(anna(), {.id = {object_}}).seq, second.committed.seq);
    EXPECT_EQ(used(), 100'000);
    EXPECT_EQ(counted(), 2);
}

TEST_F(AttachmentsTest, SeveralAreOneTransactionAllOrNone) {
    std::vector<NewAttachment> files;
    files.push_back(fileOf("1.txt", "one"));
    files.push_back(fileOf("2.txt", "two"));
    const auto written = service_.attach(anna(), target(), files);
    EXPECT_EQ(written.attachments.size(), 2U);
    const std::size_t before = blobs();
    {
        std::vector<NewAttachment> broken;
        broken.push_back(fileOf("3.txt", "three"));
        broken.push_back(fileOf("bad/name.txt", "four"));
        EXPECT_EQ(::test::codeOf([&] { (void)service_.attach(anna(), target(), broken); }), ErrorCode::BadRequest);
    }
    EXPECT_EQ(service_.all(anna(), target()).attachments.size(), 2U);
    EXPECT_EQ(blobs(), before);
    EXPECT_EQ(used(), 6);
}

TEST_F(AttachmentsTest, DetachGivesBackRoomAndLeavesATombstone) {
    const auto first = attach("a.txt", "12345");
    const auto second = attach("b.txt", "123");
    const Seq seen = service_.all(anna(), target()).timestamp;
    const std::array both{first.attachments[0], AttachmentId{4711}};
    EXPECT_EQ(::test::codeOf([&] { (void)service_.detach(anna(), target(), both); }), ErrorCode::NotFound);
    EXPECT_EQ(used(), 8);

    const std::array one{first.attachments[0]};
    (void)service_.detach(anna(), target(), one);
    EXPECT_EQ(used(), 3);
    EXPECT_EQ(counted(), 1);
    EXPECT_EQ(rowsOf("filestore_trash"), 1);
    EXPECT_TRUE(told().starts_with("1 "));
    const auto changes = service_.updates(anna(), target(), seen);
    EXPECT_TRUE(changes.added.empty());
    EXPECT_EQ(changes.removed, std::vector<AttachmentId>{first.attachments[0]});
    EXPECT_EQ(namesOf(service_.updates(anna(), target(), {}).added), std::vector<std::string>{"b.txt"});
    EXPECT_TRUE(service_.updates(anna(), target(), changes.timestamp).removed.empty());

    const std::array last{second.attachments[0]};
    (void)service_.detach(anna(), target(), last);
    EXPECT_EQ(told(), "0 none");
}

TEST_F(AttachmentsTest, BelongToOneObjectOfOneModuleInItsFolder) {
    const auto written = attach("a.txt", "a");
    const auto other = upload(anna(), annaFiles_, "other.txt", "");
    const AttachmentId id = written.attachments[0];
    Target wrong = target();
    wrong.owner.object = other.document.id.value;
    EXPECT_EQ(::test::codeOf([&] { (void)service_.get(anna(), wrong, id); }), ErrorCode::NotFound);
    wrong = target();
    wrong.folder = bertFiles_;
    EXPECT_EQ(::test::codeOf([&] { (void)service_.get(anna(), wrong, id); }), ErrorCode::NotFound);
    wrong = target();
    wrong.owner.module = Module::Contact;
    EXPECT_EQ(::test::codeOf([&] { (void)service_.get(anna(), wrong, id); }), ErrorCode::BadRequest);
    // An object that moves takes them along.
    const FolderId elsewhere = newFolder("Elsewhere");
    const std::vector<infostore::DocumentRef> refs{{.id = {object_}}};
    (void)service().move(anna(), refs, elsewhere, std::nullopt);
    EXPECT_EQ(::test::codeOf([&] { (void)service_.all(anna(), target()); }), ErrorCode::NotFound);
    Target moved = target();
    moved.folder = elsewhere;
    EXPECT_EQ(service_.all(anna(), moved).attachments.size(), 1U);
}

TEST_F(AttachmentsTest, RightsAreThoseOfTheObject) {
    const FolderId shared = sharedFolder("Shared", {.folder = folders::Rights::kSee, .read = folders::Rights::kAll});
    const auto document = upload(anna(), shared, "shared.txt", "");
    const Target there{.owner = {.module = Module::Task, .object = document.document.id.value}, .folder = shared};
    std::vector<NewAttachment> files;
    files.push_back(fileOf("a.txt", "a"));
    const auto written = service_.attach(anna(), there, files);
    EXPECT_EQ(service_.all(bert(), there).attachments.size(), 1U);
    std::vector<NewAttachment> his;
    his.push_back(fileOf("b.txt", "b"));
    EXPECT_EQ(::test::codeOf([&] { (void)service_.attach(bert(), there, his); }), ErrorCode::Forbidden);
    EXPECT_EQ(::test::codeOf([&] { (void)service_.detach(bert(), there, written.attachments); }), ErrorCode::Forbidden);
    EXPECT_EQ(::test::codeOf([&] { (void)service_.all(bert(), target()); }), ErrorCode::NotFound);
    EXPECT_EQ(::test::codeOf([&] { service_.requireAttachable(bert(), there, std::nullopt); }), ErrorCode::Forbidden);
    Caller stranger = callerOf(kOtherContext, kAnna);
    EXPECT_EQ(::test::codeOf([&] { (void)service_.all(stranger, target()); }), ErrorCode::NotFound);
}

TEST_F(AttachmentsTest, LimitsAndQuotasAreKept) {
    const auto small = serviceWith(
        {{"attachments.bytes", "1024"}, {"attachments.perObject", "2"}, {"attachments.nameCharacters", "12"}});
    const auto octets = [](std::size_t count) {
        return [rest = count](std::span<char> into) mutable {
            const std::size_t now = std::min(rest, into.size());
            std::fill_n(into.begin(), now, 'x');
            rest -= now;
            return now;
        };
    };
    EXPECT_EQ(::test::codeOf([&] { (void)small.stage(anna(), octets(1025)); }), ErrorCode::TooLarge);
    const auto attachBy = [&](const AttachmentService& service, const std::string& name) {
        std::vector<NewAttachment> files;
        files.push_back({.filename = name, .contents = service.stage(anna(), octets(10))});
        (void)service.attach(anna(), target(), files);
    };
    EXPECT_EQ(::test::codeOf([&] { attachBy(small, "a name of 13c"); }), ErrorCode::BadRequest);
    EXPECT_EQ(::test::codeOf([&] { attachBy(small, ""); }), ErrorCode::BadRequest);
    EXPECT_NO_THROW(attachBy(small, "a.txt"));
    EXPECT_NO_THROW(attachBy(small, "b.txt"));
    EXPECT_EQ(::test::codeOf([&] { attachBy(small, "c.txt"); }), ErrorCode::TooLarge);
    setQuota(25);
    EXPECT_EQ(::test::codeOf([&] { attachBy(service_, "c.txt"); }), ErrorCode::QuotaExceeded);
    setQuota(kQuota);
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Attachment, 2);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    EXPECT_EQ(::test::codeOf([&] { attachBy(service_, "c.txt"); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(service_.all(anna(), target()).attachments.size(), 2U);
    EXPECT_EQ(used(), 20);
    EXPECT_EQ(blobs(), 3U);  // with the object's own
}

TEST_F(AttachmentsTest, LeaveWithTheirObjects) {
    attach("a.txt", "12345");
    attach("b.txt", "123");
    const std::array objects{object_, std::int64_t{4711}};
    const auto remove = [&](Module module) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            removeAll(tx, module, objects);
            tx.record(sync::change(sync::Kind::Document, sync::Verb::Removed, annaFiles_, object_));
        });
    };
    remove(Module::Contact);  // another object of that number
    EXPECT_EQ(rowsOf("attachment"), 2);
    remove(Module::Task);
    EXPECT_EQ(rowsOf("attachment"), 0);
    EXPECT_EQ(rowsOf("filestore_trash"), 2);
    EXPECT_EQ(used(), 0);
    EXPECT_EQ(counted(), 0);
}

TEST_F(AttachmentsTest, CopiesHaveBlobsOfTheirOwn) {
    const auto source = attach("a.txt", "12345");
    attach("b.txt", "123");
    const auto other = upload(anna(), annaFiles_, "other.txt", "").document.id.value;
    const Owner copy{.module = Module::Task, .object = other};
    const std::size_t before = blobs();
    {
        const auto unused = copier_.copy(anna(), target().owner);
        EXPECT_EQ(blobs(), before + 2);
    }
    EXPECT_EQ(blobs(), before);
    auto copies = copier_.copy(anna(), target().owner);
    Summary summary;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        summary = copies.attachTo(tx, copy);
        tx.record(sync::change(sync::Kind::Document, sync::Verb::Changed, annaFiles_, other));
    });
    copies.release();
    EXPECT_EQ(summary.count, 2);
    EXPECT_EQ(summary.newest, clock_.now());
    EXPECT_EQ(used(), 16);
    EXPECT_EQ(counted(), 4);
    (void)service_.detach(anna(), target(), source.attachments);
    Target there = target();
    there.owner = copy;
    EXPECT_EQ(namesOf(service_.all(anna(), there).attachments), (std::vector<std::string>{"a.txt", "b.txt"}));
}

TEST_F(AttachmentsTest, OfADeletedUserBecomeHisHeirs) {
    for (const auto* const name : {"a", "b", "c"}) attach(name, "1");
    const auto before = service_.all(anna(), target()).timestamp;
    const auto bequeathed = [&](Module module, int atMost) {
        int changed = 0;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            changed = bequeathAttachments(tx, module, kAnna, kBert, atMost);
        });
        return changed;
    };
    EXPECT_EQ(bequeathed(Module::Contact, 2), 0);
    EXPECT_EQ(bequeathed(Module::Task, 2), 2);
    EXPECT_EQ(bequeathed(Module::Task, 2), 1);
    EXPECT_EQ(bequeathed(Module::Task, 2), 0);
    const auto changed = service_.updates(anna(), target(), before).added;
    ASSERT_EQ(changed.size(), 3U);
    for (const auto& attachment : changed) EXPECT_EQ(attachment.createdBy, kBert);
}

TEST_F(AttachmentsTest, CostFewStatements) {
    const auto first = attach("a.txt", "1");
    Caller caller = anna();
    caller.freshness = Freshness::atLeast(first.committed);
    const auto statements = [](const std::function<void()>& action) {
        dbpool::RequestCounters counters;
        const dbpool::CountingScope counting(counters);
        action();
        return counters.statements;
    };
    // The target asks for its folder and its document.
    EXPECT_EQ(statements([&] { (void)service_.all(caller, target()); }), 3);
    EXPECT_EQ(statements([&] { (void)service_.get(caller, target(), first.attachments[0]); }), 3);
    EXPECT_EQ(statements([&] { (void)service_.open(caller, target(), first.attachments[0]); }), 3);
    EXPECT_EQ(statements([&] { (void)service_.updates(caller, target(), {}); }), 4);
    std::vector<NewAttachment> files;
    for (int i = 0; i < 5; ++i) files.push_back(fileOf(std::to_string(i) + ".txt", "x"));
    const auto one = statements([&] { attach("b.txt", "x"); });
    Written many;
    EXPECT_EQ(statements([&] { many = service_.attach(anna(), target(), files); }), one + 4 * 2);  // id and row each
    std::vector<AttachmentId> two{many.attachments[0], many.attachments[1]};
    const auto detachTwo = statements([&] { (void)service_.detach(anna(), target(), two); });
    two = {many.attachments[2], many.attachments[3], many.attachments[4]};
    EXPECT_EQ(statements([&] { (void)service_.detach(anna(), target(), two); }), detachTwo + 2);  // trash, tombstone
}

}  // namespace
}  // namespace groupware::attachments

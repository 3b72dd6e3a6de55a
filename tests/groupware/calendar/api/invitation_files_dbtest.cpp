#include "groupware/calendar/service/invitation_files.h"

#include "groupware/base/error.h"
#include "groupware/calendar/outbox_options.h"
#include "groupware/calendar/store/outbox_store.h"
#include "tests/groupware/calendar/api/meeting_files_fixture.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

/// Storage that hangs.
class AwayFilestores final : public filestore::FilestoreDirectory {
public:
    std::unique_ptr<filestore::BlobStore> storeOf(ContextId /*context*/) override {
        throw Error(ErrorCode::Unavailable, "the filestore is away");
    }
};

/// Files of meetings, as people outside get them: by mail.
class InvitationFilesTest : public MeetingFilesTest {
protected:
    using Words = std::vector<std::string>;

    /// What waits to be sent, and is gone then.
    std::vector<OutboxItem> sent() {
        std::vector<OutboxItem> items;
        database().writeUnsynced(kContext, [&](dbpool::UnsyncedTransaction& tx) {
            OutboxQueue queue(tx);
            items = queue.claim(clock_.now(), {.token = 1, .until = clock_.now()}, 100);
            for (const auto& item : items) queue.sent(item.id, 1);
        });
        return items;
    }
    /// Of the only mail that waits, to the guest: "title, files".
    std::string news() {
        const auto items = sent();
        if (items.size() != 1) return std::to_string(items.size()) + " mails";
        last_ = items.front();
        EXPECT_EQ(last_.recipient.address, "guest@example.net");
        EXPECT_EQ(last_.method, "REQUEST");
        const auto at = last_.body.find("New: ");
        return at == std::string::npos ? "" : last_.body.substr(at + 5, last_.body.find('\n', at) - at - 5);
    }
    static std::string allOf(const MailFiles& files) {
        std::string all;
        for (const auto& each : files.files) all += each.name + "=" + each.octets + " ";
        for (const auto& name : files.leftOut) all += "-" + name + " ";
        return all;
    }
    /// What goes with the last of these mails.
    std::string taken() { return allOf(taking_.of(kContext, last_)); }

    ConfigurationSource mailOptions_{Configuration(outboxOptions())};
    InvitationFiles taking_{database(), filestores_, clock_, mailOptions_};
    OutboxItem last_;
};

TEST_F(InvitationFilesTest, WhoIsOutsideIsSentWhatHangsOnTheEvent) {
    const auto ref = make(event("20260310T100000", people()));
    EXPECT_EQ(news(), "");
    EXPECT_EQ(taken(), "");
    const auto first = attach(ref, "a.txt", "alpha");
    EXPECT_EQ(news(), "files");
    EXPECT_EQ(taken(), "a.txt=alpha ");
    std::vector<NewFile> files;
    files.push_back(staged("b.txt", "beta"));
    update(ref, {.fields = [](EventFields& fields) { fields.summary = "Walk"; }}, std::move(files));
    EXPECT_EQ(news(), "title, files");
    EXPECT_EQ(taken(), "a.txt=alpha b.txt=beta ");
    service_.update(anna(), ref, {.files = {.kept = {{first.value}}}}, {});
    EXPECT_EQ(news(), "files") << "one is gone";
    EXPECT_EQ(taken(), "a.txt=alpha ");
    service_.update(anna(), ref, {.files = {.kept = {{first.value}}}}, {});
    EXPECT_EQ(sent().size(), 0U) << "the same list is no change";
    service_.update(anna(), ref, {.fields = [](EventFields& fields) { fields.summary = "Run"; }}, {});
    EXPECT_EQ(news(), "title");
    EXPECT_EQ(taken(), "a.txt=alpha ") << "what replaces an invitation is whole";
}

TEST_F(InvitationFilesTest, SeveralUploadsAreOneMail) {
    const auto ref = make(event("20260310T100000", people()));
    (void)sent();
    attach(ref, "a.txt", "alpha");
    attach(ref, "b.txt", "beta");
    EXPECT_EQ(news(), "files");
    EXPECT_EQ(taken(), "a.txt=alpha b.txt=beta ");
}

TEST_F(InvitationFilesTest, NobodyHearsOfWhatIsNotForHim) {
    const auto ref = make(event("20260310T100000", people()));
    (void)sent();
    std::vector<NewFile> files;
    files.push_back(staged("a.txt", "alpha"));
    update(ref, {}, std::move(files), {.notify = false});
    EXPECT_EQ(sent().size(), 0U) << "as the client wants it";
    const auto inside = make(event("20260310T120000", R"("summary":"Ours","attendees":[{"entity":4}])"));
    attach(inside, "b.txt", "beta");
    EXPECT_EQ(sent().size(), 0U) << "users have the file in their copies";
    // What an attendee attaches to his copy of somebody else's meeting is his.
    const auto outside =
        service_.put(bert(),
                     {.folder = berts_,
                      .name = "o.ics",
                      .text = vcalendar(vevent("o",
                                               "DTSTART:20260310T100000Z\r\nORGANIZER:mailto:x@example.net"
                                               "\r\nATTENDEE:mailto:bert@example.com\r\n"))},
                     {});
    (void)sent();
    attach({.folder = berts_, .id = outside.object.id}, "note.txt", "mine", bert());
    EXPECT_EQ(sent().size(), 0U);
    for (const auto* method : {"REPLY", "REQUEST"}) {
        last_ = {.object = outside.object.id, .method = method, .created = clock_.now()};
        EXPECT_EQ(taken(), "") << method << ", to a delegate: the organizer's invitation, with a note of his own";
    }
}

TEST_F(InvitationFilesTest, FilesComeWithWhateverElseHappens) {
    const auto series = make(event("20260310T100000", people(R"(,"rrule":"FREQ=DAILY;COUNT=5")")));
    (void)sent();
    std::vector<NewFile> files;
    files.push_back(staged("a.txt", "alpha"));
    update({.folder = annas_, .id = series.id, .recurrenceId = "20260310T100000"}, {}, std::move(files),
           {.scope = Scope::ThisAndFuture});
    EXPECT_EQ(news(), "files") << "of all instances";
    EXPECT_EQ(taken(), "a.txt=alpha ");
    files.clear();
    files.push_back(staged("b.txt", "beta"));
    const auto folder = readableFolder();
    update(series, {.folder = folder}, std::move(files));
    EXPECT_EQ(news(), "files") << "on its way into a public folder";
    EXPECT_EQ(taken(), "a.txt=alpha b.txt=beta ");
}

TEST_F(InvitationFilesTest, WhatCannotBeReadDelaysAMailForAWhile) {
    const auto ref = make(event("20260310T100000", people()));
    attach(ref, "a.txt", "alpha");
    (void)news();
    AwayFilestores away;
    const InvitationFiles unreadable{database(), away, clock_, mailOptions_};
    last_.created = clock_.now();
    EXPECT_EQ(codeOf([&] { (void)unreadable.of(kContext, last_); }), ErrorCode::Unavailable);
    last_.created = clock_.now() - mailOptions_.get(kMailLongestRetry);
    EXPECT_EQ(allOf(unreadable.of(kContext, last_)), "-a.txt ") << "better an invitation without it than none";
}

TEST_F(InvitationFilesTest, WhatIsTooLongIsNamed) {
    const auto ref = make(event("20260310T100000", people()));
    attach(ref, "a.txt", "alpha");
    attach(ref, "b.txt", "longer than that");
    attach(ref, "c.txt", "gamma");
    attach(ref, "d.txt", "d");
    (void)news();
    const ConfigurationSource ten{Configuration(outboxOptions(), {{"calendar.mailFileBytes", "10"}})};
    EXPECT_EQ(allOf(InvitationFiles(database(), filestores_, clock_, ten).of(kContext, last_)),
              "a.txt=alpha c.txt=gamma -b.txt -d.txt ");
    const ConfigurationSource none{Configuration(outboxOptions(), {{"calendar.mailFileBytes", "0"}})};
    EXPECT_EQ(allOf(InvitationFiles(database(), filestores_, clock_, none).of(kContext, last_)),
              "-a.txt -b.txt -c.txt -d.txt ");
}

TEST_F(InvitationFilesTest, WhatIsGoneGoesNowhere) {
    const auto ref = make(event("20260310T100000", people()));
    attach(ref, "a.txt", "alpha");
    (void)news();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(filestoreDirectory_.path())) {
        if (entry.is_regular_file() && onDisk().contains(entry.path().filename().string()))
            std::filesystem::remove(entry.path());
    }
    EXPECT_EQ(taken(), "");
    service_.remove(anna(), {&ref, 1}, {});
    EXPECT_EQ(taken(), "");
}

}  // namespace
}  // namespace groupware::calendar::api

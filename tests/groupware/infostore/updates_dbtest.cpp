#include "tests/groupware/infostore/infostore_fixture.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

namespace groupware::infostore {
namespace {

class UpdatesTest : public InfostoreTest {};

TEST_F(UpdatesTest, NamesEachChangeOnce) {
    const Seq start = service().updates(anna(), annaFiles_, {}).timestamp;
    const auto a = upload(anna(), annaFiles_, "a.txt", "a");
    const auto b = upload(anna(), annaFiles_, "b.txt", "b");
    const auto c = upload(anna(), annaFiles_, "c.txt", "c");
    service().update(anna(), {.id = a.document.id}, {.title = "A"}, nullptr, std::nullopt);
    const std::vector<DocumentRef> gone{{.id = b.document.id}};
    service().remove(anna(), gone, std::nullopt, true);

    const auto changes = service().updates(anna(), annaFiles_, start);
    ASSERT_EQ(changes.changed.size(), 2U);
    EXPECT_EQ(changes.changed[0].id, c.document.id);  // oldest change first
    EXPECT_EQ(changes.changed[1].id, a.document.id);
    EXPECT_EQ(changes.removed, std::vector<DocumentId>{b.document.id});
    const auto nothing = service().updates(anna(), annaFiles_, changes.timestamp);
    EXPECT_TRUE(nothing.changed.empty());
    EXPECT_TRUE(nothing.removed.empty());
}

TEST_F(UpdatesTest, ATimestampFromBeforeWhatIsRememberedIsRefused) {
    const Seq start = service().updates(anna(), annaFiles_, {}).timestamp;
    const auto stays = upload(anna(), annaFiles_, "stays.txt", "a");
    const auto goes = upload(anna(), annaFiles_, "goes.txt", "b");
    const Seq seen = service().updates(anna(), annaFiles_, start).timestamp;
    const std::vector<DocumentRef> gone{{.id = goes.document.id}};
    service().remove(anna(), gone, std::nullopt, true);
    const Seq late = service().updates(anna(), annaFiles_, seen).timestamp;
    connect()->execute("REPLACE INTO tombstone_floor (cid, seq) VALUES (?, ?)", {kContext.value, late.value});
    connect()->execute("DELETE FROM tombstone WHERE cid = ?", {kContext.value});

    EXPECT_EQ(codeOf([&] { (void)service().updates(anna(), annaFiles_, seen); }), ErrorCode::PreconditionFailed)
        << "it would never hear that the document is gone";
    EXPECT_TRUE(service().updates(anna(), annaFiles_, late).changed.empty());
    const auto anew = service().updates(anna(), annaFiles_, {});
    ASSERT_EQ(anew.changed.size(), 1U) << "who has seen nothing misses nothing";
    EXPECT_EQ(anew.changed[0].id, stays.document.id);
}

/// A client that keeps a copy of a folder by `updates` alone.
class Follower {
public:
    Follower(const InfostoreService& service, Caller caller, FolderId folder)
        : service_(service), caller_(std::move(caller)), folder_(folder) {}

    void poll() {
        const auto changes = service_.updates(caller_, folder_, since_);
        for (const Document& document : changes.changed) {
            EXPECT_GT(document.seq, since_);
            EXPECT_TRUE(seen_.insert({document.id, document.seq}).second) << "the same change twice";
            copy_[document.id] = document.title;
        }
        for (const DocumentId id : changes.removed) copy_.erase(id);
        EXPECT_GE(changes.timestamp, since_);
        since_ = changes.timestamp;
    }
    [[nodiscard]] const std::map<DocumentId, std::string>& copy() const { return copy_; }

private:
    const InfostoreService& service_;
    Caller caller_;
    FolderId folder_;
    Seq since_;
    std::map<DocumentId, std::string> copy_;
    std::set<std::pair<DocumentId, Seq>> seen_;
};

TEST_F(UpdatesTest, FollowersOfManyWritersLoseNothingAndGetNothingTwice) {
    constexpr int kWriters = 8;
    constexpr int kRounds = 25;
    const FolderId other = newFolder("other");
    std::atomic<int> running{kWriters};
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
        writers.emplace_back([&, writer] {
            std::minstd_rand random(static_cast<unsigned>(writer + 1));
            std::vector<DocumentRef> mine;
            for (int round = 0; round < kRounds; ++round) {
                if (mine.empty() || random() % 3 == 0) {
                    const auto made = service().create(anna(), {.folder = annaFiles_, .title = "new"}, nullptr, false);
                    mine.push_back({.id = made.document.id});
                    continue;
                }
                const std::vector<DocumentRef> one{mine[random() % mine.size()]};
                switch (random() % 4) {
                    case 0:
                        service().remove(anna(), one, std::nullopt, true);
                        std::erase_if(mine, [&](const DocumentRef& ref) { return ref.id == one[0].id; });
                        break;
                    case 1: service().move(anna(), one, other, std::nullopt); break;
                    case 2: service().move(anna(), one, annaFiles_, std::nullopt); break;
                    default:
                        service().update(anna(), one[0],
                                         {.title = std::to_string(writer) + "." + std::to_string(round)}, nullptr,
                                         std::nullopt);
                }
            }
            --running;
        });
    }
    std::vector<std::unique_ptr<Follower>> followers;
    std::vector<std::thread> followerThreads;
    for (int i = 0; i < 2; ++i) {
        followers.push_back(std::make_unique<Follower>(service(), anna(), annaFiles_));
        followerThreads.emplace_back([&running, follower = followers.back().get()] {
            while (running > 0) follower->poll();
            follower->poll();
        });
    }
    for (auto& thread : writers) thread.join();
    for (auto& thread : followerThreads) thread.join();

    std::map<DocumentId, std::string> truth;
    for (const Document& document : service().all(anna(), annaFiles_).documents) truth[document.id] = document.title;
    EXPECT_FALSE(truth.empty());
    for (const auto& follower : followers) EXPECT_EQ(follower->copy(), truth);
}

}  // namespace
}  // namespace groupware::infostore

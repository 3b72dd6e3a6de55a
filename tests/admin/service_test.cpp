#include "admin/problem.h"
#include "admin/rest/resource.h"
#include "admin/service/attempt_budget.h"
#include "admin/service/placement.h"
#include "admin/service/user_input.h"
#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>

namespace admin {
namespace {

using dbpool::ClusterPlace;
using dbpool::RegisteredFilestore;
using groupware::principals::Module;
using groupware::principals::ModuleAccess;

std::vector<std::int64_t> idsOf(const std::vector<ClusterPlace>& places) {
    std::vector<std::int64_t> ids;
    for (const auto& place : places) ids.push_back(place.cluster);
    return ids;
}

std::vector<std::int64_t> idsOf(const std::vector<RegisteredFilestore>& stores) {
    std::vector<std::int64_t> ids;
    for (const auto& store : stores) ids.push_back(store.id.value);
    return ids;
}

ClusterPlace place(std::int64_t id, std::int64_t weight, std::int64_t maxUnits, std::int64_t contexts) {
    return {.cluster = id, .name = "db", .master = id, .weight = weight, .maxUnits = maxUnits, .contexts = contexts};
}

TEST(Placement, TheDatabaseThatIsEmptiestForItsWeightComesFirst) {
    // contexts for each point of weight: 41/100, 11/50, 91/100
    EXPECT_EQ(idsOf(orderedClusters({place(1, 100, 1000, 40), place(2, 50, 1000, 10), place(3, 100, 1000, 90)})),
              (std::vector<std::int64_t>{2, 1, 3}));
}

TEST(Placement, OfDatabasesWithOneWeightTheRelativelyEmptiestComesFirst) {
    EXPECT_EQ(idsOf(orderedClusters({place(1, 100, 100, 90), place(2, 100, 1000, 95), place(3, 100, 200, 10)})),
              (std::vector<std::int64_t>{3, 2, 1}));
}

TEST(Placement, AnEmptyDatabaseOfMoreWeightComesFirst) {
    EXPECT_EQ(idsOf(orderedClusters({place(1, 10, 1000, 0), place(2, 90, 1000, 0)})),
              (std::vector<std::int64_t>{2, 1}));
}

TEST(Placement, ADatabaseWithoutLimitCountsAsBigAsTheBiggest) {
    EXPECT_EQ(idsOf(orderedClusters({place(1, 100, -1, 300), place(2, 100, 1000, 200), place(3, 100, 1000, 400)})),
              (std::vector<std::int64_t>{2, 1, 3}));
}

TEST(Placement, ContextsSpreadInProportionToTheWeights) {
    std::vector<ClusterPlace> places{place(1, 75, 1000, 0), place(2, 25, 1000, 0)};
    for (int i = 0; i < 100; ++i) {
        const auto chosen = orderedClusters(places).front().cluster;
        ++(chosen == 1 ? places[0] : places[1]).contexts;
    }
    EXPECT_NEAR(static_cast<double>(places[0].contexts), 75.0, 1.0);
}

TEST(Placement, FullDatabasesAndThoseWithoutWeightAreLeftOut) {
    EXPECT_EQ(idsOf(orderedClusters({place(1, 100, 5, 5), place(2, 0, -1, 0), place(3, 100, 0, 0), place(4, 1, 6, 5)})),
              (std::vector<std::int64_t>{4}));
}

RegisteredFilestore store(std::int64_t id, std::int64_t size, std::int64_t max, std::int64_t contexts) {
    return {.id = {id},
            .uri = "file:///s" + std::to_string(id),
            .sizeBytes = size,
            .maxContexts = max,
            .contexts = contexts};
}

/// Filestores in the order in which they would be tried, with so many octets free on each one's storage.
std::vector<std::int64_t> triedOf(const std::vector<RegisteredFilestore>& stores,
                                  const std::map<std::int64_t, std::int64_t>& free) {
    return idsOf(orderedFilestores(stores, {.averageBytes = 100, .freeBytes = [&](const auto& candidate) {
                                                return free.at(candidate.id.value);
                                            }}));
}

TEST(Placement, OfFilestoresWithAsManyContextsTheBiggerComesFirst) {
    EXPECT_EQ(triedOf({store(1, 10'000, 5000, 5), store(2, 100'000, 5000, 5)}, {{1, 10'000}, {2, 100'000}}),
              (std::vector<std::int64_t>{2, 1}));
}

TEST(Placement, AFilestoreWhoseStorageOthersHaveFilledComesLast) {
    EXPECT_EQ(triedOf({store(1, 10'000, 5000, 0), store(2, 10'000, 5000, 5)}, {{1, 1000}, {2, 9000}}),
              (std::vector<std::int64_t>{2, 1}));
}

TEST(Placement, TheNumberOfContextsFillsAFilestoreToo) {
    EXPECT_EQ(triedOf({store(1, 1'000'000, 10, 8), store(2, 1'000'000, 100, 8)}, {{1, 1'000'000}, {2, 1'000'000}}),
              (std::vector<std::int64_t>{2, 1}));
}

TEST(Placement, OfEquallyFullFilestoresTheOneWithMoreFreeSpaceComesFirst) {
    EXPECT_EQ(triedOf({store(1, 10'000, 50, 0), store(2, 10'000, 50, 0)}, {{1, 10'000}, {2, 50'000}}),
              (std::vector<std::int64_t>{2, 1}));
}

TEST(Placement, AFilestoreNeedsRoomInItsCounterItsSizeAndItsStorage) {
    const RoomWanted wanted{.averageBytes = 100, .freeBytes = [](const RegisteredFilestore& candidate) -> std::int64_t {
                                if (candidate.id.value == 4) return 99;
                                if (candidate.id.value == 5) {
                                    throw groupware::Error(groupware::ErrorCode::Unavailable, "not mounted");
                                }
                                return 1'000'000;
                            }};
    EXPECT_EQ(idsOf(orderedFilestores({store(1, 1000, 10, 5),   // half full
                                       store(2, 1000, 5, 5),    // no place
                                       store(3, 599, 10, 5),    // its size has no room
                                       store(4, 1000, 10, 0),   // the disk has no room
                                       store(5, 1000, 10, 0),   // cannot be asked
                                       store(6, 1000, 10, 1)},  // emptier
                                      wanted)),
              (std::vector<std::int64_t>{6, 1}));
}

TEST(UserInput, SingleSwitchesComeOnTopOfTheCombination) {
    UserInput input;
    input.accessCombination = "webmail";
    input.access = {{"infostore", true}, {"webmail", false}};
    const auto access = accessOf(input, ModuleAccess{Module::Tasks});
    EXPECT_TRUE(access.has(Module::Infostore));
    EXPECT_FALSE(access.has(Module::Webmail));
    EXPECT_FALSE(access.has(Module::Tasks)) << "the combination replaces what was there";
    EXPECT_TRUE(access.has(Module::Contacts));
    input = {};
    input.access = {{"infostore", true}};
    EXPECT_TRUE(accessOf(input, ModuleAccess{Module::Tasks}).has(Module::Tasks));
}

TEST(UserInput, UnknownNamesAreInvalidData) {
    UserInput input;
    input.accessCombination = "everything";
    EXPECT_THROW((void)accessOf(input, {}), AdminError);
    input = {};
    input.access = {{"teleport", true}};
    EXPECT_THROW((void)accessOf(input, {}), AdminError);
}

class FixedClock final : public groupware::Clock {
public:
    [[nodiscard]] groupware::Instant now() const override { return time; }
    groupware::Instant time{};
};

/// Whether a wrong password would be looked at.
bool guess(AttemptBudget& budget, groupware::ContextId account) {
    try {
        auto attempt = budget.admit(account);
        attempt.wrong();
        return true;
    } catch (const groupware::Error& error) {
        EXPECT_EQ(error.code(), groupware::ErrorCode::TooManyRequests);
        return false;
    }
}

TEST(AttemptBudget, SomeWrongPasswordsAreFreeThenOneEachSecond) {
    FixedClock clock;
    AttemptBudget budget(clock, 3);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(guess(budget, AttemptBudget::kMaster));
    EXPECT_FALSE(guess(budget, AttemptBudget::kMaster));
    EXPECT_TRUE(guess(budget, {7})) << "another account";
    clock.time += std::chrono::seconds(1);
    EXPECT_TRUE(guess(budget, AttemptBudget::kMaster));
    EXPECT_FALSE(guess(budget, AttemptBudget::kMaster));
    clock.time += std::chrono::hours(1);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(guess(budget, AttemptBudget::kMaster));
    EXPECT_FALSE(guess(budget, AttemptBudget::kMaster)) << "time saved up is not more than the first few";
}

TEST(AttemptBudget, RightPasswordsCostNothingAndGuessesInParallelDo) {
    FixedClock clock;
    AttemptBudget budget(clock, 2);
    for (int i = 0; i < 10; ++i) (void)budget.admit(AttemptBudget::kMaster);
    {
        const auto first = budget.admit(AttemptBudget::kMaster);
        const auto second = budget.admit(AttemptBudget::kMaster);
        EXPECT_FALSE(guess(budget, AttemptBudget::kMaster));
    }
    EXPECT_TRUE(guess(budget, AttemptBudget::kMaster));
}

TEST(AttemptBudget, ItsMemoryIsBounded) {
    FixedClock clock;
    AttemptBudget budget(clock, 2);
    const auto accounts = static_cast<std::int64_t>(AttemptBudget::kMaxAccounts);
    for (std::int64_t id = 1; id <= accounts; ++id) EXPECT_TRUE(guess(budget, {id}));
    EXPECT_TRUE(guess(budget, {accounts + 1}));
    EXPECT_TRUE(guess(budget, {accounts + 2}));
    EXPECT_FALSE(guess(budget, {accounts + 3})) << "what is too many shares one budget";
    clock.time += std::chrono::seconds(5);
    EXPECT_TRUE(guess(budget, {accounts + 3}));
}

TEST(Problem, ErrorsHaveTheStatusThatScriptsKnow) {
    using groupware::Error;
    using groupware::ErrorCode;
    EXPECT_EQ(problemOf(Error(ErrorCode::NotAuthenticated, "x")), Problem::InvalidCredentials);
    EXPECT_EQ(problemOf(Error(ErrorCode::Conflict, "x")), Problem::InvalidData);
    EXPECT_EQ(problemOf(Error(ErrorCode::Unavailable, "x")), Problem::ServerStorageError);
    EXPECT_EQ(problemOf(AdminError(ErrorCode::Conflict, Problem::ContextAlreadyExists, "x")),
              Problem::ContextAlreadyExists);
    EXPECT_EQ(static_cast<int>(Problem::ContextAlreadyExists), 110);
    EXPECT_EQ(static_cast<int>(Problem::InvalidCredentials), 101);
}

TEST(Pattern, AStarStandsForAnyText) {
    using rest::matches;
    EXPECT_TRUE(matches("*", "", false));
    EXPECT_TRUE(matches("test*", "testuser", false));
    EXPECT_TRUE(matches("*u*r", "testuser", false));
    EXPECT_TRUE(matches("a*b*c", "abbbc", false));
    EXPECT_FALSE(matches("test", "testuser", false));
    EXPECT_FALSE(matches("*x", "testuser", false));
    EXPECT_FALSE(matches("TEST*", "testuser", false));
    EXPECT_TRUE(matches("TEST*", "testuser", true));
    EXPECT_FALSE(matches("", "a", false));
}

}  // namespace
}  // namespace admin

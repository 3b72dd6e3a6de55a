#include "admin/problem.h"
#include "admin/rest/resource.h"
#include "admin/service/placement.h"
#include "admin/service/user_input.h"
#include "groupware/base/error.h"

#include <gtest/gtest.h>

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
    // fill per weight: 40/100, 10/50, 90/100
    EXPECT_EQ(idsOf(orderedClusters({place(1, 100, -1, 40), place(2, 50, -1, 10), place(3, 100, 1000, 90)})),
              (std::vector<std::int64_t>{2, 1, 3}));
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

#include "groupware/main/master_absence.h"

#include "dbpool/routing/request_counters.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace groupware::main {
namespace {

using namespace std::chrono_literals;
using dbpool::RequestCounters;

/// Answers with a status, after it has done something in the databases.
class Deed final : public http::Handler {
public:
    Deed(int status, std::function<void(RequestCounters&)> work) : status_(status), work_(std::move(work)) {}
    http::Response handle(const http::Request& /*request*/) override {
        if (auto* counters = dbpool::CountingScope::current()) work_(*counters);
        http::Response response;
        response.status = status_;
        return response;
    }

private:
    int status_;
    std::function<void(RequestCounters&)> work_;
};

class MasterAbsenceTest : public testing::Test {
protected:
    http::Response answer(int status, std::function<void(RequestCounters&)> work) {
        RequestCounters counters;
        const dbpool::CountingScope scope(counters);
        return unobserved(status, std::move(work));
    }
    http::Response unobserved(int status, std::function<void(RequestCounters&)> work) {
        Deed deed(status, std::move(work));
        return filter_.apply(*http::test::FakeRequest("GET", "/ajax"), deed);
    }
    /// What a request leaves behind that failed for want of a master.
    void missMaster(RequestCounters& counters) {
        counters.masterWait = {.over = [this] { return masterIsBack_; }, .atMost = 7s};
    }
    static bool saysReadOnly(const http::Response& response) {
        const std::pair<std::string, std::string> header{"X-Yoke-Read-Only", "1"};
        return std::find(response.headers.begin(), response.headers.end(), header) != response.headers.end();
    }

    MasterAbsence filter_;
    bool masterIsBack_ = false;
};

TEST_F(MasterAbsenceTest, WhatNoMasterProvedSaysSoWhateverTheStatus) {
    for (const int status : {200, 404, 503})
        EXPECT_TRUE(saysReadOnly(answer(status, [](auto& counters) { counters.unprovenReads = 1; }))) << status;
    EXPECT_FALSE(saysReadOnly(answer(200, [](auto& counters) { counters.replicaReads = 3; })));
}

TEST_F(MasterAbsenceTest, WhoFailedForWantOfAMasterWaitsForIt) {
    const auto response = answer(503, [this](auto& counters) { missMaster(counters); });
    ASSERT_TRUE(response.parking.has_value());
    EXPECT_EQ(response.parking->atMost, 7s);
    EXPECT_FALSE(response.parking->again());
    masterIsBack_ = true;
    EXPECT_TRUE(response.parking->again());
}

TEST_F(MasterAbsenceTest, WhoMayHaveChangedSomethingIsNotRunAnew) {
    EXPECT_FALSE(answer(503, [this](auto& counters) {
                     missMaster(counters);
                     counters.writes = 1;
                 }).parking.has_value());
    EXPECT_FALSE(answer(503, [this](auto& counters) {
                     missMaster(counters);
                     counters.outcomeUnknown = true;
                 }).parking.has_value());
}

TEST_F(MasterAbsenceTest, OtherAnswersGoOutAtOnce) {
    EXPECT_FALSE(answer(503, [](auto& /*counters*/) {}).parking.has_value()) << "unavailable for another reason";
    EXPECT_FALSE(answer(200, [this](auto& counters) { missMaster(counters); }).parking.has_value())
        << "it got along without the master";
}

TEST_F(MasterAbsenceTest, NothingIsAddedToARequestThatNobodyCounts) {
    const auto response = unobserved(503, [this](auto& counters) { missMaster(counters); });
    EXPECT_FALSE(response.parking.has_value());
    EXPECT_TRUE(response.headers.empty());
}

}  // namespace
}  // namespace groupware::main

#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "groupware/main/arguments.h"
#include "groupware/main/metrics.h"
#include "groupware/main/periodic.h"
#include "groupware/main/process_metrics.h"
#include "groupware/main/readiness.h"
#include "groupware/main/request_metrics.h"
#include "groupware/main/translate_error.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>

namespace groupware::main {
namespace {

using http::test::FakeRequest;

TEST(Metrics, AreWrittenAsPrometheusReadsThem) {
    Metrics metrics;
    metrics.add([](MetricsWriter& writer) {
        writer.counter("b_total", "Second.", 3, {{"route", "/ajax"}, {"odd", "a\"b\\c\nd"}});
        writer.gauge("a", "First.", 0.5);
    });
    metrics.add([](MetricsWriter& writer) {
        writer.counter("b_total", "Other text.", 12345678901.0, {{"route", "/dav"}});
    });
    EXPECT_EQ(metrics.render(),
              "# HELP a First.\n# TYPE a gauge\na 0.5\n"
              "# HELP b_total Second.\n# TYPE b_total counter\n"
              "b_total{route=\"/ajax\",odd=\"a\\\"b\\\\c d\"} 3\nb_total{route=\"/dav\"} 12345678901\n");
}

TEST(ProcessMetrics, AreOfThisProcess) {
    MetricsWriter writer;
    collectProcessMetrics(writer);
    const auto text = writer.text();
    EXPECT_NE(text.find("\nprocess_threads 1\n"), std::string::npos) << text;
    const auto memory = text.find("\nprocess_resident_memory_bytes ");
    ASSERT_NE(memory, std::string::npos) << text;
    EXPECT_GT(std::stod(text.substr(memory + 31)), 1e6);
}

class Answer final : public http::Handler {
public:
    explicit Answer(int status) : status_(status) {}
    http::Response handle(const http::Request& /*request*/) override {
        http::Response response;
        response.status = status_;
        return response;
    }

private:
    int status_;
};

TEST(RequestMetrics, CountByRouteAndStatus) {
    RequestMetrics filter;
    FakeRequest request("GET", "/ajax/x");
    request.request->setRoute("/ajax", 1);
    Answer fine(200);
    Answer missing(404);
    const auto serve = [&](const http::Request& served, Answer& handler) {
        const auto response = filter.apply(served, handler);
        response.sent({.status = response.status, .complete = true, .waiting = std::chrono::seconds(2)});
    };
    serve(*request, fine);
    serve(*request, fine);
    serve(*FakeRequest("GET", "/x"), missing);
    (void)filter.apply(*request, missing);  // kept back, then handled anew: this answer never went out
    MetricsWriter writer;
    filter.collect(writer);
    const auto text = writer.text();
    EXPECT_NE(text.find("yoke_http_requests_total{route=\"/ajax\",status=\"200\"} 2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("yoke_http_requests_total{route=\"none\",status=\"404\"} 1\n"), std::string::npos) << text;
    EXPECT_NE(text.find("yoke_http_request_duration_seconds_bucket{route=\"/ajax\",le=\"+Inf\"} 2\n"),
              std::string::npos);
    EXPECT_NE(text.find("yoke_http_request_duration_seconds_bucket{route=\"/ajax\",le=\"1\"} 0\n"), std::string::npos)
        << "waiting for the master counts";
    EXPECT_NE(text.find("yoke_http_request_duration_seconds_count{route=\"/ajax\"} 2\n"), std::string::npos);
}

TEST(Readiness, NamesWhatFailsButKeepsItsSecrets) {
    Readiness readiness;
    bool broken = false;
    readiness.add("master", Readiness::Need::Required, [] {});
    readiness.add("filestore", Readiness::Need::Required, [&] {
        if (broken) throw std::runtime_error("stale handle on /srv/secret");
    });
    ReadyHandler handler(readiness);
    auto response = handler.handle(*FakeRequest("GET", "/ready"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "master ok\nfilestore ok\n");
    broken = true;
    response = handler.handle(*FakeRequest("GET", "/ready"));
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.body, "master ok\nfilestore failed: see the log\n");
    broken = false;
    readiness.drain();
    EXPECT_EQ(handler.handle(*FakeRequest("GET", "/ready")).status, 503);
    EXPECT_EQ(handler.handle(*FakeRequest("POST", "/ready")).status, 405);
}

TEST(Readiness, PartsAreShownAndNeverEndTheService) {
    Readiness readiness;
    readiness.add("configdb", Readiness::Need::Required, [] {});
    readiness.add([] {
        return std::vector<Readiness::Part>{{"cluster 3", true, "master 4"}, {"cluster 5", false, "no master"}};
    });
    EXPECT_TRUE(readiness.state().ready);
    EXPECT_EQ(readiness.state().text, "configdb ok\ncluster 3 ok: master 4\ncluster 5 warning: no master\n");
}

TEST(Readiness, WhatIsOnlyUsefulDoesNotEndTheService) {
    Readiness readiness;
    readiness.add("replicas", Readiness::Need::Useful, [] {
        throw Error(ErrorCode::Unavailable, "10.0.0.7 refuses", "database server 4 cannot be reached");
    });
    EXPECT_TRUE(readiness.state().ready);
    EXPECT_EQ(readiness.state().text, "replicas failed: database server 4 cannot be reached\n");
}

TEST(TranslateError, ABrokenDatabaseIsUnavailableAndAllElseABug) {
    using dbpool::DbError;
    using dbpool::DbErrorKind;
    for (const auto kind : {DbErrorKind::ConnectionLost, DbErrorKind::Unreachable, DbErrorKind::Timeout,
                            DbErrorKind::ReadOnly, DbErrorKind::CommitUnknown, DbErrorKind::Deadlock}) {
        EXPECT_EQ(translateError(DbError(kind, 2013, "x")).code(), ErrorCode::Unavailable);
    }
    for (const auto kind : {DbErrorKind::DuplicateKey, DbErrorKind::UnknownObject, DbErrorKind::Other}) {
        EXPECT_EQ(translateError(DbError(kind, 1062, "x")).code(), ErrorCode::Internal);
    }
    EXPECT_EQ(translateError(std::runtime_error("x")).code(), ErrorCode::Internal);
    EXPECT_EQ(translateError(Error(ErrorCode::Conflict, "x")).code(), ErrorCode::Conflict);
}

TEST(Arguments, TheCommandLineWinsOverTheEnvironment) {
    const char* const given[] = {"yoke-groupware", "--config-dir", "/a"};
    EXPECT_EQ(parseArguments(3, given, "/b").configDirectory, "/a");
    EXPECT_EQ(parseArguments(1, given, "/b").configDirectory, "/b");
    EXPECT_EQ(parseArguments(1, given, nullptr).configDirectory, "/etc/yoke");
}

TEST(Arguments, UnknownOptionsAndStrayWordsAreRefused) {
    for (const char* word : {"--config", "-x", "stray"}) {
        const char* const given[] = {"yoke-groupware", word};
        EXPECT_THROW((void)parseArguments(2, given, nullptr), Error) << word;
    }
}

TEST(Periodic, RunsAgainAfterAFailure) {
    std::mutex mutex;
    std::condition_variable ran;
    int runs = 0;
    const Periodic job("test", std::chrono::milliseconds(1), [&](const std::atomic<bool>&) {
        {
            const std::lock_guard lock(mutex);
            ++runs;
        }
        ran.notify_all();
        throw std::runtime_error("fails each time");
    });
    std::unique_lock lock(mutex);
    EXPECT_TRUE(ran.wait_for(lock, std::chrono::seconds(10), [&] { return runs >= 3; }));
}

}  // namespace
}  // namespace groupware::main

#include "dbpool/configdb/node_registry.h"
#include "groupware/main/options.h"
#include "tests/groupware/main/node_fixture.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <vector>

namespace groupware::main {
namespace {

TEST_F(NodeTest, PingTouchesNothingAndSetsTheRoute) {
    const auto answer = get("/ajax/system?action=ping");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"data":{"pong":true}})");
    EXPECT_TRUE(cookies_["JSESSIONID"].ends_with(".OX-1")) << cookies_["JSESSIONID"];
    EXPECT_EQ(get("/appsuite/api/system?action=ping").body, answer.body);
}

TEST_F(NodeTest, ALoginGivesASessionThatWorksUntilLogout) {
    const auto session = login();
    ASSERT_EQ(session.size(), 32U);
    const auto user = get("/ajax/user?action=get&id=3&session=" + session);
    EXPECT_NE(user.data().find("anton"), std::string::npos) << user.body;
    EXPECT_EQ(get("/ajax/config/context_id?session=" + session).data(), "7");
    EXPECT_EQ(get("/ajax/config/identifier?session=" + session).data(), "3");
    EXPECT_EQ(send("PUT", "/ajax/multiple?session=" + session,
                   R"([{"module":"config/context_id"},{"module":"system","action":"ping"}])", "text/javascript")
                  .body,
              R"([{"data":7},{"data":{"pong":true}}])");
    EXPECT_EQ(get("/ajax/login?action=logout&session=" + session).status, 200);
    EXPECT_EQ(get("/ajax/user?action=get&id=3&session=" + session).field("code"), "SES-0203");
}

TEST_F(NodeTest, ASessionWithoutItsCookieIsNoSession) {
    const auto session = login();
    cookies_.clear();
    EXPECT_EQ(get("/ajax/user?action=get&id=3&session=" + session).field("code"), "SES-0203");
    EXPECT_EQ(get("/ajax/user?action=get&id=3").field("code"), "SVL-0002");
}

TEST_F(NodeTest, AWrongPasswordAndAnUnknownContextLookAlike) {
    for (const char* name : {"anton@7", "anton@nowhere", "nobody@7"}) {
        const auto answer =
            send("POST", "/ajax/login?action=login", "name=" + std::string(name) + "&password=wrong+password");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.field("code"), "LGI-0006") << name << answer.body;
        EXPECT_EQ(answer.field("category"), "1");
    }
}

TEST_F(NodeTest, SaysWhatItIsAndDoes) {
    EXPECT_EQ(get("/health").body, "ok\n");
    const auto ready = get("/ready");
    EXPECT_EQ(ready.status, 200) << ready.body;
    EXPECT_EQ(ready.body.find("configdb ok\ndatabases ok\nfilestores ok\n"
                              "configdb_servers ok: master, 0 of 0 replicas, durability asynchronous\n"),
              0U)
        << ready.body;
    (void)login();
    EXPECT_NE(get("/ready").body.find(" ok: master 4, 0 of 0 replicas, durability available, really asynchronous\n"),
              std::string::npos);
    // Counted when it was answered, which the client may know first.
    for (const char* line : {"yoke_http_requests_total{route=\"/ajax\",status=\"200\"} 1\n",
                             "yoke_net_requests_total{protocol=\"http\"}", "yoke_db_writes_total{server=\"4\""}) {
        EXPECT_TRUE(::test::eventually(std::chrono::seconds(10), [&] {
            return get("/metrics").body.find(line) != std::string::npos;
        })) << line;
    }
}

TEST_F(NodeTest, HeadOfASettingChangesNothing) {
    const auto session = login();
    (void)send("PUT", "/ajax/config/gui?session=" + session, R"({"theme":"dark"})", "application/json");
    EXPECT_EQ(send("HEAD", "/ajax/config/gui?session=" + session).status, 200);
    EXPECT_EQ(get("/ajax/config/gui?session=" + session).data(), R"({"theme":"dark"})");
}

TEST_F(NodeTest, PathTricksAreRefused) {
    for (const char* target :
         {"/ajax/../metrics", "/ajax/%2e%2e/metrics", "/ajax%2fsystem", "/ajax/%00", "/ajax/%ff"}) {
        EXPECT_EQ(get(target).status, 400) << target;
    }
    EXPECT_EQ(get("/nothing").status, 404);
}

std::string form(const std::string& folder, const std::string& content) {
    return "--b\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{\"folder_id\":\"" + folder +
           "\"}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
           "Content-Type: application/octet-stream\r\n\r\n" +
           content + "\r\n--b--\r\n";
}

TEST_F(NodeTest, AFileComesBackByteForByteAlsoInPartsAndOnlyWhenChanged) {
    const auto session = login();
    std::string content = crypto::randomBytes(200'000);
    const auto uploaded = send("POST", "/ajax/infostore?action=new&session=" + session, form(filesFolder(), content),
                               "multipart/form-data; boundary=b");
    ASSERT_EQ(uploaded.head.getContentType(), "application/json; charset=utf-8") << uploaded.body;
    const std::string id = uploaded.field("data");
    const std::string target =
        "/ajax/infostore?action=document&folder=" + filesFolder() + "&id=" + id + "&session=" + session;
    const auto whole = get(target);
    EXPECT_EQ(whole.status, 200) << whole.body.substr(0, 300);
    EXPECT_TRUE(whole.body == content);
    const auto etag = whole.head.get("ETag", "");
    ASSERT_FALSE(etag.empty());
    const auto head = send("HEAD", target);
    EXPECT_EQ(head.head.getContentLength64(), 200'000);
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(send("GET", target, "", "", {{"If-None-Match", etag}}).status, 304);
    const auto part = send("GET", target, "", "", {{"Range", "bytes=1000-1999"}, {"If-Range", etag}});
    EXPECT_EQ(part.status, 206);
    EXPECT_TRUE(part.body == content.substr(1000, 1000));
    EXPECT_EQ(part.head.get("Content-Range", ""), "bytes 1000-1999/200000");
    EXPECT_EQ(send("GET", target, "", "", {{"Range", "bytes=200000-"}}).status, 416);
}

TEST_F(NodeTest, TimesAreInTheUsersZoneUnlessTheCallNamesAnother) {
    const auto session = login();
    const auto uploaded = send("POST", "/ajax/infostore?action=new&session=" + session, form(filesFolder(), "x"),
                               "multipart/form-data; boundary=b");
    const auto created = [&](const std::string& target, const std::string& zone) {
        const auto answer = get("/ajax/" + target + "&session=" + session + zone);
        return formats::json::requireObject(answer.json()->get("data"), "data")
            ->getValue<std::int64_t>("creation_date");
    };
    // Every day of winter and summer has another offset, so the offset comes from the database itself.
    TimeZones zones(configuration_->get(kTimeZones));
    const auto inZone = [&](const std::string& name, std::int64_t utc) {
        const std::chrono::milliseconds since(utc);
        return utc + std::chrono::milliseconds(zones.find(name)->offsetAt(Instant(since))).count();
    };
    const std::string document = "infostore?action=get&id=" + uploaded.field("data") + "&folder=" + filesFolder();
    const std::string folder = "folders?action=get&id=" + filesFolder();
    send("PUT", "/ajax/config/timezone?session=" + session, "\"Europe/Berlin\"", "text/javascript");
    for (const auto& target : {document, folder}) {
        const auto utc = created(target, "&timezone=UTC");
        EXPECT_LT(std::abs(utc - clock_.now().time_since_epoch().count()), 600'000);
        EXPECT_EQ(created(target, ""), inZone("Europe/Berlin", utc));
        EXPECT_NE(created(target, ""), utc);
        EXPECT_EQ(created(target, "&timezone=Asia/Kathmandu"), utc + 20'700'000);
        const auto refused = get("/ajax/" + target + "&timezone=../UTC&session=" + session);
        EXPECT_EQ(refused.field("code"), "SVL-0010") << refused.body;
    }
    EXPECT_EQ(send("PUT", "/ajax/config/timezone?session=" + session, "\"Europe/Atlantis\"", "text/javascript")
                  .field("error"),
              "The time zone is unknown.");
}

/// The names after "# TYPE", each once.
std::vector<std::string> metricNames(const std::string& text) {
    constexpr std::string_view kType = "# TYPE ";
    std::vector<std::string> names;
    for (auto at = text.find(kType); at != std::string::npos; at = text.find(kType, at + 1)) {
        const auto begin = at + kType.size();
        names.push_back(text.substr(begin, text.find('\n', begin) - begin));
    }
    return names;
}

TEST_F(NodeTest, MetricsKeepTheirNamesAndTypes) {
    const auto session = login();
    (void)send("POST", "/ajax/infostore?action=new&session=" + session, form(filesFolder(), "text"),
               "multipart/form-data; boundary=b");
    const std::vector<std::string> expected{
        "process_cpu_seconds_total counter",
        "process_open_fds gauge",
        "process_resident_memory_bytes gauge",
        "process_threads gauge",
        "yoke_calendar_mail_attempts_total counter",
        "yoke_calendar_mail_contexts_waiting gauge",
        "yoke_db_admissions_shared_total counter",
        "yoke_db_admissions_total counter",
        "yoke_db_available gauge",
        "yoke_db_commits_released_total counter",
        "yoke_db_connect_failures_total counter",
        "yoke_db_connections_open gauge",
        "yoke_db_connections_used gauge",
        "yoke_db_connects_total counter",
        "yoke_db_gate_missed_total counter",
        "yoke_db_gate_passed_total counter",
        "yoke_db_gate_waited_total counter",
        "yoke_db_is_master gauge",
        "yoke_db_pool_wait_timeouts_total counter",
        "yoke_db_pool_waits_total counter",
        "yoke_db_reads_total counter",
        "yoke_db_term gauge",
        "yoke_db_writes_total counter",
        "yoke_filestore_breaker_open gauge",
        "yoke_filestore_failures_total counter",
        "yoke_filestore_in_bytes_total counter",
        "yoke_filestore_operations_total counter",
        "yoke_filestore_out_bytes_total counter",
        "yoke_http_request_duration_seconds histogram",
        "yoke_http_requests_total counter",
        "yoke_login_failures_total counter",
        "yoke_net_ajp_pings_total counter",
        "yoke_net_connections_open gauge",
        "yoke_net_connections_refused_total counter",
        "yoke_net_connections_total counter",
        "yoke_net_handler_failures_total counter",
        "yoke_net_overloads_total counter",
        "yoke_net_parked_left_total counter",
        "yoke_net_parking_full_total counter",
        "yoke_net_parse_errors_total counter",
        "yoke_net_queue_length gauge",
        "yoke_net_refusals_total counter",
        "yoke_net_requests_parked gauge",
        "yoke_net_requests_parked_total counter",
        "yoke_net_requests_total counter",
        "yoke_net_timeouts_total counter",
        "yoke_net_workers_busy gauge",
        "yoke_push_poll_failures_total counter",
        "yoke_push_polls_total counter",
        "yoke_push_waiting gauge",
        "yoke_push_wakes_total counter",
        "yoke_sessions_created_total counter",
        "yoke_sessions_ended_total counter",
        "yoke_sessions_expired_total counter",
    };
    EXPECT_EQ(metricNames(get("/metrics").body), expected);
}

TEST_F(NodeTest, MetricsCountLoginsSessionsAndFiles) {
    (void)send("POST", "/ajax/login?action=login", "name=anton%407&password=wrong");
    const auto session = login();
    (void)send("POST", "/ajax/infostore?action=new&session=" + session, form(filesFolder(), "12345"),
               "multipart/form-data; boundary=b");
    (void)get("/ajax/login?action=logout&session=" + session);
    const auto metrics = get("/metrics").body;
    for (const char* line :
         {"yoke_sessions_created_total 1\n", "yoke_login_failures_total{reason=\"invalid_credentials\"} 1\n",
          "yoke_login_failures_total{reason=\"throttled\"} 0\n", "yoke_sessions_ended_total 1\n",
          "yoke_sessions_expired_total 0\n", "yoke_filestore_in_bytes_total{filestore=\"3\"} 5\n",
          "yoke_filestore_failures_total{filestore=\"3\"} 0\n", "yoke_filestore_breaker_open{filestore=\"3\"} 0\n"}) {
        EXPECT_NE(metrics.find(line), std::string::npos) << line << metrics;
    }
}

TEST_F(NodeTest, AFilestoreThatIsNotMountedIsToldWithItsReasonAndTheNodeStaysInService) {
    const auto session = login();
    const auto upload = [&] {
        return send("POST", "/ajax/infostore?action=new&session=" + session, form(filesFolder(), "text"),
                    "multipart/form-data; boundary=b");
    };
    const auto place = config().readMaster(
        [](dbpool::ConfigReadSession& session_) { return dbpool::PlacementReader(session_).find(kContext); });
    const auto directory = filestore::directoryOf(place->filestoreUri);
    const std::filesystem::path away = directory.string() + ".away";
    std::filesystem::rename(directory, away);
    EXPECT_NE(upload().field("error"), "");
    const auto ready = get("/ready");
    EXPECT_EQ(ready.status, 200);
    const std::string line = "filestores failed: filestore " + std::to_string(place->filestore.value) + " failed\n";
    EXPECT_NE(ready.body.find(line), std::string::npos) << ready.body;
    std::filesystem::rename(away, directory);
    EXPECT_NE(upload().field("data"), "");
    EXPECT_NE(get("/ready").body.find("filestores ok\n"), std::string::npos);
}

/// A filestore that nobody uses while it hangs: only /ready asks.
class HangingFilestoreTest : public NodeTest {
protected:
    HangingFilestoreTest() : NodeTest({{"filestore.timeout", "1s"}, {"filestore.tryInterval", "100ms"}}) {}
};

TEST_F(HangingFilestoreTest, IsToldByReadyWhichDoesNotHang) {
    const auto session = login();
    const auto upload = [&] {
        return send("POST", "/ajax/infostore?action=new&session=" + session, form(filesFolder(), "text"),
                    "multipart/form-data; boundary=b");
    };
    const auto told = [&](const std::string& line) {
        return ::test::eventually(std::chrono::seconds(20), [&] {
            const auto asked = std::chrono::steady_clock::now();
            const auto ready = get("/ready");
            EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
            EXPECT_EQ(ready.status, 200);
            return ready.body.find(line) != std::string::npos;
        });
    };
    EXPECT_NE(upload().field("data"), "");
    const auto place = config().readMaster(
        [](dbpool::ConfigReadSession& session_) { return dbpool::PlacementReader(session_).find(kContext); });
    const auto marker = filestore::directoryOf(place->filestoreUri) / filestore::kMarkerName;
    const std::filesystem::path away = marker.string() + ".away";
    const std::filesystem::path fifo = marker.string() + ".fifo";  // open() blocks, as on an NFS server that is gone
    std::filesystem::rename(marker, away);
    ASSERT_EQ(::mkfifo(fifo.c_str(), S_IRUSR | S_IWUSR), 0);
    std::filesystem::create_hard_link(fifo, marker);
    const std::string filestore = "filestore " + std::to_string(place->filestore.value);
    EXPECT_TRUE(told("filestores failed: " + filestore + " does not answer\n"));
    std::filesystem::rename(away, marker);
    std::ofstream(fifo) << "nothing";  // lets the reader go
    EXPECT_TRUE(told("filestores ok\n"));
    std::filesystem::remove(fifo);
}

TEST_F(NodeTest, AFolderIsMadeListedAndDeleted) {
    const auto session = login();
    EXPECT_EQ(get("/ajax/config/folder/infostore?session=" + session).data(), "\"" + filesFolder() + "\"");
    const auto made = send("PUT", "/ajax/folders?action=new&folder_id=" + filesFolder() + "&session=" + session,
                           R"({"title":"Reports","module":"infostore"})", "text/javascript");
    const std::string id = made.field("data");
    const std::string list = "/ajax/folders?action=list&columns=1,300&parent=" + filesFolder() + "&session=" + session;
    EXPECT_NE(get(list).data().find("\"Reports\""), std::string::npos) << made.body << get(list).body;
    const auto timestamp = made.field("timestamp");
    EXPECT_EQ(send("PUT", "/ajax/folders?action=delete&timestamp=" + timestamp + "&session=" + session,
                   "[\"" + id + "\"]", "text/javascript")
                  .data(),
              "[]");
    EXPECT_EQ(get(list).data().find("\"Reports\""), std::string::npos);
}

TEST_F(NodeTest, AFileBeyondTheQuotaIsRefusedAndNothingIsLost) {
    const auto session = login();
    const auto answer = send("POST", "/ajax/infostore?action=new&session=" + session,
                             form(filesFolder(), std::string(kQuota + 1, 'x')), "multipart/form-data; boundary=b");
    EXPECT_EQ(answer.field("code"), "FLS-0003") << answer.body;
    const auto all = get("/ajax/infostore?action=all&columns=1,700&folder=" + filesFolder() + "&session=" + session);
    EXPECT_EQ(all.data(), "[]") << all.body;
}

TEST_F(NodeTest, EntersTheClusterAndLeavesItWhenItStops) {
    dbpool::NodeRegistry registry(config());
    const auto mine = [&] {
        const auto nodes = registry.list(std::chrono::seconds(10));
        return std::count_if(nodes.begin(), nodes.end(), [&](const auto& node) {
            return node.name == "node-test" && node.route == "OX-1" &&
                   node.httpAddress == "127.0.0.1:" + std::to_string(node_->httpPort());
        });
    };
    EXPECT_TRUE(::test::eventually(std::chrono::seconds(10), [&] { return mine() == 1; }));
    node_->stop();
    EXPECT_EQ(mine(), 0);
}

}  // namespace
}  // namespace groupware::main

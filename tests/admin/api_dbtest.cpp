#include "tests/admin/support/admin_test.h"
#include "tests/support/eventually.h"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Net/HTTPBasicCredentials.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <utility>

namespace {

using test::AdminTest;

struct Answer {
    int status = 0;
    std::string body;
    bool challenged = false;

    [[nodiscard]] Poco::JSON::Object::Ptr json() const {
        return Poco::JSON::Parser().parse(body).extract<Poco::JSON::Object::Ptr>();
    }
};

/// Path and method of every operation in openapi.yaml.
std::vector<std::pair<std::string, std::string>> operations() {
    std::ifstream file(YOKE_SOURCE_DIR "/admin/api/openapi.yaml");
    std::vector<std::pair<std::string, std::string>> found;
    std::string path;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("  /")) path = line.substr(2, line.find(':') - 2);
        for (const char* method : {"get", "post", "patch", "delete"}) {
            if (line != std::string("    ") + method + ":") continue;
            std::string upper(method);
            std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return static_cast<char>(c - 32); });
            found.emplace_back(path, upper);
        }
    }
    return found;
}

class ApiTest : public AdminTest {
protected:
    void SetUp() override {
        installNode();
        startDaemon();
        registerAll();
        expectLine(createContext(1, "defaultcontext"), "context 1 created");
    }

    [[nodiscard]] Answer call(const std::string& method, const std::string& path, const std::string& body = "",
                              const std::string& user = "oxadminmaster", const std::string& password = "secret") const {
        Poco::Net::HTTPClientSession session("127.0.0.1", static_cast<Poco::UInt16>(adminPort()));
        Poco::Net::HTTPRequest request(method, "/admin/v1" + path, Poco::Net::HTTPMessage::HTTP_1_1);
        if (!user.empty()) Poco::Net::HTTPBasicCredentials(user, password).authenticate(request);
        request.setContentLength64(static_cast<Poco::Int64>(body.size()));
        session.sendRequest(request) << body;
        Poco::Net::HTTPResponse response;
        Answer answer;
        Poco::StreamCopier::copyToString(session.receiveResponse(response), answer.body);
        answer.status = static_cast<int>(response.getStatus());
        answer.challenged = response.get("WWW-Authenticate", "").starts_with("Basic ");
        return answer;
    }
};

TEST_F(ApiTest, EveryOperationOfTheDescriptionIsServed) {
    const auto described = operations();
    EXPECT_EQ(described.size(), 49U);
    for (auto [path, method] : described) {
        const bool ofMaster = path.ends_with("/quotas") || path.ends_with("/access") ||
                              path.find("/outbox") != std::string::npos || path.ends_with("/calendarcheck");
        const bool inside = path.starts_with("/contexts/{contextId}/") && !ofMaster;
        for (const auto& [parameter, value] : {std::pair("{contextId}", "1"), std::pair("{id}", "424242")}) {
            if (const auto at = path.find(parameter); at != std::string::npos) {
                path.replace(at, std::string(parameter).size(), value);
            }
        }
        const auto answer =
            call(method, path, method == "GET" || method == "DELETE" ? "" : "{}", inside ? "oxadmin" : "oxadminmaster");
        EXPECT_NE(answer.status, 405) << method << " " << path;
        EXPECT_LT(answer.status, 500) << method << " " << path << answer.body;
        const auto json = answer.json();
        EXPECT_TRUE(json->has("items") || json->has("problem") || json->has("id")) << method << " " << path;
        if (json->has("message")) {
            EXPECT_EQ(json->getValue<std::string>("message").find("There is no /"), std::string::npos) << path;
        }
    }
}

TEST_F(ApiTest, WhatIsNotDescribedIsRefused) {
    EXPECT_EQ(call("PUT", "/servers", "{}").status, 405);
    EXPECT_EQ(call("POST", "/servers/2", "{}").status, 405);
    EXPECT_EQ(call("GET", "/servers/2/more").status, 404);
    EXPECT_EQ(call("GET", "/nothing").status, 404);
    EXPECT_EQ(call("GET", "/servers/abc").status, 400);
    EXPECT_EQ(call("POST", "/servers", "{broken").status, 400);
    EXPECT_EQ(call("POST", "/servers", "[]").status, 400);
    EXPECT_EQ(call("POST", "/servers", R"({"name": 'x'})").status, 400);
    EXPECT_EQ(run({"listserver", "-A", "oxadminmaster", "-P", "secret"}).out, "Id Name\n 2 oxserver\n");
}

TEST_F(ApiTest, ABodyAnnouncedTooLongIsRefusedUnread) {
    Poco::Net::HTTPClientSession session("127.0.0.1", static_cast<Poco::UInt16>(adminPort()));
    Poco::Net::HTTPRequest request("POST", "/admin/v1/servers", Poco::Net::HTTPMessage::HTTP_1_1);
    Poco::Net::HTTPBasicCredentials("oxadminmaster", "secret").authenticate(request);
    request.setContentLength64((1 << 20) + 1);
    session.sendRequest(request) << "{" << std::flush;
    Poco::Net::HTTPResponse response;
    session.receiveResponse(response);
    EXPECT_EQ(static_cast<int>(response.getStatus()), 413);
}

TEST_F(ApiTest, NobodyGetsInWithoutCredentials) {
    for (const auto& [user, password] :
         {std::pair("", ""), std::pair("oxadminmaster", "x"), std::pair("x", "secret")}) {
        const auto answer = call("GET", "/contexts", "", user, password);
        EXPECT_EQ(answer.status, 401);
        EXPECT_TRUE(answer.challenged);
        EXPECT_EQ(answer.json()->getValue<int>("problem"), 101);
    }
    EXPECT_EQ(call("GET", "/contexts/1/users", "", "oxadmin", "secret").status, 200);
    EXPECT_EQ(call("GET", "/contexts", "", "oxadmin", "secret").status, 401);
}

TEST_F(ApiTest, WhoIsNotProvenDoesNotLearnWhichContextsExist) {
    const auto known = call("GET", "/contexts/1/users", "", "oxadmin", "wrong");
    const auto unknown = call("GET", "/contexts/99/users", "", "oxadmin", "wrong");
    EXPECT_EQ(known.status, 401);
    EXPECT_EQ(unknown.status, known.status);
    EXPECT_EQ(unknown.body, known.body);
    EXPECT_EQ(call("GET", "/contexts/99/users", "", "").status, 401);
}

TEST_F(ApiTest, GuessingPasswordsIsSlowedDownForEachAdministratorByItself) {
    int refused = 0;
    for (int i = 0; i < 40; ++i) {
        const auto answer = call("GET", "/contexts", "", "oxadminmaster", "guess" + std::to_string(i));
        refused += answer.status == 429 ? 1 : 0;
        EXPECT_EQ(answer.json()->getValue<int>("problem"), 101);
    }
    EXPECT_GT(refused, 0);
    EXPECT_EQ(call("GET", "/contexts/1/users", "", "oxadmin").status, 200) << "another account is not slowed down";
    EXPECT_TRUE(test::eventually(std::chrono::seconds(10), [&] { return call("GET", "/contexts").status == 200; }))
        << "the right password works again soon";
}

TEST_F(ApiTest, TheLogSaysWhoDidWhatToWhich) {
    const std::string anna =
        R"({"name": "anna", "displayName": "Anna", "givenName": "A", "surname": "A", "password": "unforgettable",)"
        R"( "email": "anna@example.com"})";
    EXPECT_EQ(call("POST", "/contexts/1/users", anna, "oxadmin").status, 201);
    EXPECT_EQ(call("PATCH", "/contexts/1", R"({"quota": 5})").status, 200);
    EXPECT_EQ(call("DELETE", "/contexts/4711").status, 404);
    EXPECT_EQ(call("GET", "/servers", "", "nobody", "unforgettable").status, 401);
    stopDaemon();
    std::ifstream file(directory() / "daemon.log");
    const std::string log(std::istreambuf_iterator<char>(file), {});
    for (const char* line :
         {"admin.call operation=users/create administrator=context context=1 object=3 status=201",
          "admin.call operation=contexts/change administrator=master context=1 object=1 status=200",
          "admin.call operation=contexts/delete administrator=master context=4711 object=4711 status=404",
          "admin.call operation=servers/list administrator=- context=0 object=0 status=401",
          "operation=users/create context=1 user=2 status=201"}) {
        EXPECT_NE(log.find(line), std::string::npos) << line;
    }
    EXPECT_EQ(log.find("unforgettable"), std::string::npos);
    EXPECT_EQ(log.find("anna"), std::string::npos);
}

TEST_F(ApiTest, ANormalUserIsNoAdministrator) {
    expectLine({"createuser", "-c", "1", "-A", "oxadmin", "-P", "secret", "-u", "anna", "-d", "Anna", "-g", "A", "-s",
                "A", "-p", "secret", "-e", "anna@example.com"},
               "user 3 in context 1 created");
    EXPECT_EQ(call("GET", "/contexts/1/users", "", "anna", "secret").status, 401);
}

TEST_F(ApiTest, ElementsAreFoundByName) {
    EXPECT_EQ(call("GET", "/servers/oxserver?by=name").json()->getValue<int>("id"), 2);
    EXPECT_EQ(call("GET", "/contexts/1?by=name").json()->getValue<int>("id"), 1);
    EXPECT_EQ(call("GET", "/contexts/1/users/oxadmin?by=name", "", "oxadmin").json()->getValue<int>("id"), 2);
    EXPECT_EQ(call("GET", "/contexts/2").json()->getValue<int>("problem"), 102);
}

}  // namespace

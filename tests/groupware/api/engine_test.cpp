#include "groupware/api/capabilities.h"
#include "groupware/api/coded_error.h"
#include "groupware/api/config_tree.h"
#include "groupware/api/dispatcher.h"
#include "groupware/api/multiple.h"
#include "groupware/api/ping.h"
#include "groupware/base/log.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>

namespace groupware::api {
namespace {

using http::test::FakeRequest;
namespace json = formats::json;

/// Knows one session.
class OneSession final : public http::Authenticator {
public:
    void requireMaster(const Caller& /*caller*/) override {}
    Caller authenticate(const http::Request& /*request*/, std::string_view sessionId) override {
        ++admissions;
        if (sessionId == "disabled") throw Error(ErrorCode::Forbidden, "context disabled");
        if (sessionId == "nomaster") throw Error(ErrorCode::Unavailable, "no master");
        if (sessionId != "abc") throw Error(ErrorCode::NotAuthenticated, "unknown session");
        Caller caller;
        caller.context = ContextId{7};
        caller.user = UserId{3};
        caller.modules = {"infostore"};
        caller.freshness = Freshness::atLeast({.context = ContextId{7}, .seq = Seq{50}, .gtid = ""});
        return caller;
    }
    int admissions = 0;
};

using Function = std::function<Result(const Caller&, const Call&)>;

class FunctionAction final : public Action {
public:
    explicit FunctionAction(Function function) : function_(std::move(function)) {}
    Result handle(const Caller& caller, const Call& call) override { return function_(caller, call); }

private:
    Function function_;
};

Error translate(const std::exception& other) {
    return {ErrorCode::Internal, other.what()};
}

class EngineTest : public testing::Test {
protected:
    void SetUp() override {
        registry_.addPublic("system", "ping", ping_);
        registry_.add("multiple", "", multiple_);
        registry_.addPublic("login", "login", ping_);
    }

    void add(const std::string& module, const std::string& action, Function function, const ModuleErrors& errors = {}) {
        actions_.push_back(std::make_unique<FunctionAction>(std::move(function)));
        registry_.add(module, action, *actions_.back(), errors);
    }

    http::Response send(const std::string& method, const std::string& target, const net::Headers& headers = {},
                        const std::string& body = {}) {
        FakeRequest request(method, target, headers, body);
        request.request->setRoute("/ajax", 1);
        auto response = dispatcher_.handle(*request);
        operation_ = request->notes().operation;
        return response;
    }
    std::string get(const std::string& target) { return send("GET", target).body; }
    std::string put(const std::string& target, const std::string& body) { return send("PUT", target, {}, body).body; }

    /// One field of an envelope.
    static std::string field(const std::string& envelope, const std::string& key) {
        return json::requireObject(json::parse(envelope, {}), "envelope")->get(key).toString();
    }

    Limits limits_{.json = {.bytes = 1000, .depth = 8}, .formBytes = 100, .parameters = 8, .multipleCalls = 4};
    Registry registry_;
    Envelopes envelopes_{translate};
    OneSession sessions_;
    Ping ping_;
    Multiple multiple_{registry_, envelopes_, 4};
    Dispatcher dispatcher_{registry_, sessions_, envelopes_, limits_};
    std::vector<std::unique_ptr<Action>> actions_;
    std::string operation_;
};

Result dataOf(const json::Value& value) {
    return {.data = value};
}

TEST_F(EngineTest, PingNeedsNoSession) {
    const auto response = send("GET", "/ajax/system?action=ping");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, R"({"data":{"pong":true}})");
    EXPECT_EQ(sessions_.admissions, 0);
    EXPECT_EQ(operation_, "system/ping");
}

TEST_F(EngineTest, AnActionSeesTheCallerAndItsResultIsWrapped) {
    add("infostore", "get", [](const Caller& caller, const Call& call) -> Result {
        auto data = json::makeObject();
        data->set("user", caller.user.value);
        data->set("id", call.require("id"));
        return {.data = data, .timestamp = Seq{1385630405000}};
    });
    EXPECT_EQ(get("/ajax/infostore?action=get&session=abc&id=36639"),
              R"({"data":{"user":3,"id":"36639"},"timestamp":1385630405000})");
    EXPECT_EQ(sessions_.admissions, 1);
}

TEST_F(EngineTest, SessionErrorsHaveTheirCodes) {
    add("m", "a", [](const Caller&, const Call&) { return dataOf(1); },
        {.prefix = "FLD", .forbidden = 3, .notAuthenticated = 1});
    const auto missing = get("/ajax/m?action=a");
    EXPECT_EQ(field(missing, "code"), "SVL-0002");
    EXPECT_EQ(field(missing, "error"), "Missing the following request parameter: session");
    const auto unknown = get("/ajax/m?action=a&session=x");
    EXPECT_EQ(field(unknown, "code"), "SES-0203");
    EXPECT_EQ(field(unknown, "category"), "4");
    EXPECT_EQ(field(get("/ajax/m?action=a&session=disabled"), "code"), "SES-0204");
    const auto unavailable = send("GET", "/ajax/m?action=a&session=nomaster");
    EXPECT_EQ(unavailable.status, 503);
    EXPECT_EQ(field(unavailable.body, "categories"), "SERVICE_DOWN");
}

TEST_F(EngineTest, TheErrorFormHasItsKeysAndStatus200) {
    add("folders", "get",
        [](const Caller&, const Call&) -> Result {
            throw Error(ErrorCode::NotFound, "no folder 5", "Folder 5 does not exist.");
        },
        {.prefix = "FLD", .notFound = 8});
    const log::RequestScope scope("r-9");
    const auto response = send("GET", "/ajax/folders?action=get&session=abc");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body,
              R"({"error":"Folder 5 does not exist.","error_params":[],"categories":"USER_INPUT","category":1,)"
              R"("code":"FLD-0008","error_id":"r-9","error_desc":"Folder 5 does not exist."})");
}

TEST_F(EngineTest, EveryErrorCodeHasACodeAndCategory) {
    struct Row {
        ErrorCode code;
        const char* text;
        int category;
        int status;
    };
    const ModuleErrors noNames;
    for (const auto& row :
         {Row{ErrorCode::BadRequest, "SVL-0010", 1, 200}, Row{ErrorCode::NotAuthenticated, "SES-0203", 4, 200},
          Row{ErrorCode::Forbidden, "SVL-0016", 3, 200}, Row{ErrorCode::Conflict, "SVL-0017", 9, 200},
          Row{ErrorCode::PreconditionFailed, "SVL-0017", 9, 200}, Row{ErrorCode::TooManyRequests, "SVL-0019", 4, 429},
          Row{ErrorCode::QuotaExceeded, "FLS-0003", 11, 200}, Row{ErrorCode::Unavailable, "SRV-0001", 5, 503},
          Row{ErrorCode::Internal, "SVL-0012", 8, 200}}) {
        const auto failure = envelopes_.failure(Error(row.code, "log"), noNames);
        EXPECT_EQ(failure.envelope->get("code").toString(), row.text);
        EXPECT_EQ(failure.envelope->get("category").convert<int>(), row.category) << row.text;
        EXPECT_EQ(Envelopes::answer(failure).status, row.status) << row.text;
    }
}

TEST_F(EngineTest, ALoginThatFailedIsTheUsersMistake) {
    const auto failure = envelopes_.failure(Error(ErrorCode::NotAuthenticated, "log", "Wrong."),
                                            {.prefix = "LGI", .notAuthenticated = 6});
    EXPECT_EQ(failure.envelope->get("code").toString(), "LGI-0006");
    EXPECT_EQ(failure.envelope->get("category").convert<int>(), 1);
}

TEST_F(EngineTest, ABugIsHiddenFromTheClient) {
    add("m", "a", [](const Caller&, const Call&) -> Result { throw std::runtime_error("secret detail"); });
    const auto body = get("/ajax/m?action=a&session=abc");
    EXPECT_EQ(field(body, "categories"), "ERROR");
    EXPECT_EQ(body.find("secret"), std::string::npos) << body;
}

TEST_F(EngineTest, UnknownModulesAndActionsAreNamed) {
    EXPECT_EQ(field(get("/ajax/nothing?action=a"), "code"), "SVL-0007");
    EXPECT_EQ(field(get("/ajax"), "code"), "SVL-0007");
    EXPECT_EQ(field(get("/ajax/system?action=nothing"), "code"), "SVL-0001");
    EXPECT_EQ(field(get("/ajax/system"), "code"), "SVL-0002");
    EXPECT_EQ(operation_, "");
    EXPECT_EQ(send("DELETE", "/ajax/system?action=ping").status, 405);
}

TEST_F(EngineTest, FormAndQueryParametersAreMerged) {
    add("m", "a", [](const Caller&, const Call& call) { return dataOf(call.require("q") + call.require("f")); });
    const net::Headers form{{"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"}};
    EXPECT_EQ(send("POST", "/ajax/m?action=a&q=1", form, "session=abc&f=%C3%A9+x").body, "{\"data\":\"1\xC3\xA9 x\"}");
    EXPECT_EQ(field(send("POST", "/ajax/m?action=a", form, "f=" + std::string(200, 'x')).body, "code"), "SVL-0031");
}

TEST_F(EngineTest, APasswordInTheUriIsRefused) {
    EXPECT_EQ(field(get("/ajax/login?action=login&name=a&password=b"), "code"), "SVL-0030");
}

TEST_F(EngineTest, ABrokenOrHugeJsonBodyIsRefused) {
    add("m", "a", [](const Caller&, const Call& call) { return dataOf(call.json()); });
    EXPECT_EQ(put("/ajax/m?action=a&session=abc", R"({"title":null})"), R"({"data":{"title":null}})");
    EXPECT_EQ(put("/ajax/m?action=a&session=abc", ""), "{}");
    EXPECT_EQ(field(put("/ajax/m?action=a&session=abc", "{"), "code"), "SVL-0009");
    EXPECT_EQ(field(put("/ajax/m?action=a&session=abc", "\"" + std::string(1000, 'x') + "\""), "code"), "SVL-0031");
    EXPECT_EQ(field(put("/ajax/m?action=a&session=abc", std::string(9, '[') + std::string(9, ']')), "code"),
              "SVL-0031");
}

TEST_F(EngineTest, NumbersAreChecked) {
    add("m", "a", [](const Caller&, const Call& call) { return dataOf(call.requireInteger("id")); });
    EXPECT_EQ(get("/ajax/m?action=a&session=abc&id=-5"), R"({"data":-5})");
    EXPECT_EQ(field(get("/ajax/m?action=a&session=abc&id=5x"), "code"), "SVL-0010");
    EXPECT_EQ(field(get("/ajax/m?action=a&session=abc&id="), "code"), "SVL-0010");
    EXPECT_EQ(field(get("/ajax/m?action=a&session=abc"), "code"), "SVL-0002");
}

TEST_F(EngineTest, AnUploadIsAnsweredByAPageOnlyWhenAskedFor) {
    add("infostore", "new", [](const Caller&, const Call&) { return dataOf("</script>"); });
    const std::string target = "/ajax/infostore?action=new&session=abc";
    const std::string type = "multipart/form-data; boundary=x";
    const auto page = send("POST", target, {{"Content-Type", type}, {"Accept", "text/html,*/*"}});
    EXPECT_NE(page.body.find("parent[\"callback_new\"]"), std::string::npos) << page.body;
    EXPECT_EQ(page.body.find("</script>\""), std::string::npos) << page.body;
    EXPECT_EQ(page.headers.front().second, "text/html; charset=utf-8");
    EXPECT_EQ(send("POST", target + "&force_json=true", {{"Content-Type", type}, {"Accept", "text/html"}}).body,
              R"({"data":"</script>"})");
    EXPECT_EQ(send("POST", target, {{"Content-Type", type}, {"Accept", "*/*"}}).body, R"({"data":"</script>"})");
    const auto failed = send("POST", "/ajax/infostore?action=new", {{"Content-Type", type}, {"Accept", "text/html"}});
    EXPECT_NE(failed.body.find("SVL-0002"), std::string::npos);
    EXPECT_NE(failed.body.find("callback_new"), std::string::npos);
    const auto unknown = send("POST", "/ajax/infostore?action=%22x", {{"Content-Type", type}, {"Accept", "text/html"}});
    EXPECT_EQ(unknown.body.find("<script"), std::string::npos) << unknown.body;
}

class MultipleTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        add("m", "echo", [](const Caller&, const Call& call) { return dataOf(call.require("id")); });
        add("m", "fail", [](const Caller&, const Call&) -> Result { throw Error(ErrorCode::Conflict, "x"); });
        add("m", "write", [](const Caller& caller, const Call&) -> Result {
            return {.committed = CommitToken{.context = caller.context, .seq = Seq{100}, .gtid = ""}};
        });
        add("m", "seq", [](const Caller& caller, const Call&) {
            return dataOf(caller.freshness.kind() == Freshness::Kind::AtLeast ? caller.freshness.state().seq.value : 0);
        });
        add("m", "download", [](const Caller&, const Call&) -> Result { return {.response = http::Response{}}; });
        add("m", "body", [](const Caller&, const Call& call) {
            return dataOf(json::write(call.json()) + (call.request() == nullptr ? " no request" : ""));
        });
    }
    std::string batch(const std::string& body, const std::string& more = "") {
        return put("/ajax/multiple?session=abc" + more, body);
    }
};

TEST_F(MultipleTest, AnswersABareArrayInOrderWithOneAdmission) {
    EXPECT_EQ(batch(R"([{"module":"m","action":"echo","id":5},{"module":"system","action":"ping"},)"
                    R"({"module":"m","action":"body","data":{"a":[1]}}])"),
              R"([{"data":"5"},{"data":{"pong":true}},{"data":"{\"a\":[1]} no request"}])");
    EXPECT_EQ(sessions_.admissions, 1);
}

TEST_F(MultipleTest, StopsAtTheFirstErrorUnlessToldToContinue) {
    const std::string calls = R"([{"module":"m","action":"fail"},{"module":"m","action":"echo","id":"x"}])";
    const auto sizeOf = [](const std::string& body) {
        return json::requireArray(json::parse(body, {}), "answer")->size();
    };
    EXPECT_EQ(sizeOf(batch(calls)), 1U);
    EXPECT_EQ(sizeOf(batch(calls, "&continue=true")), 2U);
}

TEST_F(MultipleTest, ACallSeesWhatTheCallsBeforeItWrote) {
    EXPECT_EQ(batch(R"([{"module":"m","action":"seq"},{"module":"m","action":"write"},{"module":"m","action":"seq"}])"),
              R"([{"data":50},{},{"data":100}])");
}

TEST_F(MultipleTest, RefusesWhatCannotBeInABatch) {
    for (const char* element : {R"({"module":"login","action":"login"})", R"({"module":"multiple"})",
                                R"({"module":"m","action":"download"})"}) {
        const auto body = batch("[" + std::string(element) + "]");
        EXPECT_NE(body.find("SVL-0001"), std::string::npos) << body;
    }
}

TEST_F(MultipleTest, ABrokenBatchIs400) {
    for (const char* body : {"", "{}", "[", "[1,2,3,4,5]"}) {
        EXPECT_EQ(send("PUT", "/ajax/multiple?session=abc", {}, body).status, 400) << body;
    }
    EXPECT_NE(batch("[5]").find("SVL-0010"), std::string::npos);
}

TEST_F(EngineTest, CapabilitiesFollowModuleAccess) {
    const std::vector<Capability> list{{"infostore", "infostore"}, {"calendar", "calendar"}, {"edit_password", ""}};
    AllCapabilities all(list);
    GetCapability one(list);
    registry_.add("capabilities", "all", all);
    registry_.add("capabilities", "get", one);
    EXPECT_EQ(get("/ajax/capabilities?action=all&session=abc"),
              R"({"data":[{"id":"infostore","attributes":{}},{"id":"edit_password","attributes":{}}]})");
    EXPECT_EQ(get("/ajax/capabilities?action=get&id=infostore&session=abc"),
              R"({"data":{"id":"infostore","attributes":{}}})");
    EXPECT_EQ(get("/ajax/capabilities?action=get&id=calendar&session=abc"), R"({"data":{}})");
}

TEST_F(EngineTest, TheConfigTreeReadsLeavesAndSubtreesAndWritesWhatCanBeWritten) {
    json::Value stored;
    ConfigTree tree;
    tree.addLeaf("context_id", [](const Caller& caller) { return json::Value(caller.context.value); });
    tree.addLeaf("folder/infostore", [](const Caller&) { return json::Value(40); });
    tree.addLeaf("folder/tasks", [](const Caller&) { return json::Value(41); });
    tree.addLeaf(
        "gui", [](const Caller&) { return json::parse(R"({"theme":{"name":"dark"}})", {}); },
        [&](const Caller& caller, const json::Value& value) {
            stored = value;
            return CommitToken{.context = caller.context, .seq = Seq{9}, .gtid = ""};
        });
    ConfigAction config(tree);
    registry_.add("config", "", config, {.prefix = "SVL", .notFound = 4});
    EXPECT_EQ(get("/ajax/config/context_id?session=abc"), R"({"data":7})");
    EXPECT_EQ(get("/ajax/config/folder?session=abc"), R"({"data":{"infostore":40,"tasks":41}})");
    EXPECT_EQ(get("/ajax/config/gui/theme/name?session=abc"), R"({"data":"dark"})");
    EXPECT_EQ(field(get("/ajax/config/nothing?session=abc"), "code"), "SVL-0004");
    EXPECT_EQ(put("/ajax/config/gui?session=abc", R"({"a":1})"), R"({"timestamp":9})");
    EXPECT_EQ(json::write(stored), R"({"a":1})");
    EXPECT_EQ(field(put("/ajax/config/context_id?session=abc", "8"), "code"), "SVL-0016");
    EXPECT_EQ(put("/ajax/multiple?session=abc", R"([{"module":"config/context_id"}])"), R"([{"data":7}])");
}

}  // namespace
}  // namespace groupware::api

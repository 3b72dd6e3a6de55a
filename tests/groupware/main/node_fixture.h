#pragma once

#include "dbpool/configdb/placement_reader.h"
#include "filestore/marker.h"
#include "filestore/quota.h"
#include "groupware/base/crypto.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/formats/json/json.h"
#include "groupware/main/all_options.h"
#include "groupware/main/node.h"
#include "groupware/main/objects/context_schemas.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/principals/service/provisioning.h"
#include "tests/support/database_test.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/temporary_directory.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace groupware::main {

/// A whole node on free ports, before a real MariaDB with one context: admin (2) and the user anton (3).
class NodeTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr std::int64_t kQuota = 1'000'000;
    static constexpr const char* kPassword = "correct horse";

    /// @param more  options beside those that every node needs
    explicit NodeTest(const std::map<std::string, std::string>& more = {}) : DatabaseTest(contextSchemas()) {
        configuration_.emplace(configure(more));
        principals::PasswordHasher hasher(*configuration_->current());
        const auto password = hasher.hash(kPassword);
        createContext(kContext, [&](dbpool::WriteTransaction& tx) {
            const auto admin = person("admin", password);
            const auto anton = person("anton", password);
            const auto modules = anton.access.names();
            principals::addContextAdmin(tx, admin);
            folders::createContextTree(tx, principals::kContextAdmin);
            folders::createUserFolders(tx, principals::addUser(tx, anton), anton.displayName, modules);
            filestore::createUsage(tx, kQuota);
        });
        const auto place = config().readMaster(
            [](dbpool::ConfigReadSession& session) { return dbpool::PlacementReader(session).find(kContext); });
        filestore::PosixFileSystem posix;
        filestore::initialize(posix, place->filestoreUri, {.id = place->filestore, .number = place->filestoreMark});
        node_ = std::make_unique<Node>(*configuration_, clock_);
        node_->start();
    }

    struct Answer {
        int status = 0;
        std::string body;
        Poco::Net::HTTPResponse head;

        [[nodiscard]] formats::json::Object::Ptr json() const {
            return formats::json::requireObject(formats::json::parse(body, {}), "answer");
        }
        [[nodiscard]] std::string field(const std::string& key) const { return json()->get(key).toString(); }
        [[nodiscard]] std::string data() const { return formats::json::write(json()->get("data")); }
    };

    /// Sends one request with the cookies that came before, as a browser does.
    Answer send(const std::string& method, const std::string& target, const std::string& body = {},
                const std::string& type = "application/x-www-form-urlencoded",
                const std::map<std::string, std::string>& headers = {}) {
        Poco::Net::HTTPClientSession session("127.0.0.1", static_cast<Poco::UInt16>(node_->httpPort()));
        Poco::Net::HTTPRequest request(method, target, "HTTP/1.1");
        std::string cookies;
        for (const auto& [name, value] : cookies_) {
            cookies.append(cookies.empty() ? "" : "; ").append(name).append("=").append(value);
        }
        if (!cookies.empty()) request.set("Cookie", cookies);
        for (const auto& [name, value] : headers) request.set(name, value);
        if (!body.empty()) request.setContentType(type);
        if (!body.empty() || method == "POST" || method == "PUT") {
            request.setContentLength64(static_cast<Poco::Int64>(body.size()));
        }
        session.sendRequest(request) << body;
        Answer answer;
        std::istream& stream = session.receiveResponse(answer.head);
        Poco::StreamCopier::copyToString(stream, answer.body);
        answer.status = answer.head.getStatus();
        for (const auto& [name, value] : answer.head) {
            if (name == "Set-Cookie") keep(value);
        }
        return answer;
    }
    Answer get(const std::string& target) { return send("GET", target); }

    /// @return the session id
    std::string login(const std::string& name = "anton@7", const std::string& password = kPassword) {
        return send("POST", "/ajax/login?action=login&client=test", "name=" + name + "&password=" + password)
            .field("session");
    }

    /// The default folder of a user's files.
    std::string filesFolder(std::int64_t user = 3) {
        auto connection = connect();
        auto rows = connection->query("SELECT id FROM folder WHERE cid = ? AND owner = ? AND standard = 8",
                                      {kContext.value, user});
        return rows.next() ? std::to_string(rows.integer(1)) : "none";
    }

    SystemClock clock_;
    ::test::TemporaryDirectory files_{"node"};
    std::optional<ConfigurationSource> configuration_;
    std::unique_ptr<Node> node_;
    std::map<std::string, std::string> cookies_;

private:
    static principals::NewUser person(const std::string& login, const principals::PasswordHash& password) {
        principals::NewUser user;
        user.login = login;
        user.displayName = login;
        user.givenName = login;
        user.surname = "Test";
        user.email = login + "@example.com";
        user.password = password;
        user.access = principals::ModuleAccess::combination("all").value();
        return user;
    }

    std::string secretFile(const std::string& name, const std::string& text) const {
        const auto path = files_.path() / name;
        std::ofstream(path) << text;
        ::chmod(path.c_str(), S_IRUSR | S_IWUSR);
        return path;
    }

    Configuration configure(const std::map<std::string, std::string>& more) {
        const auto& server = ::test::sharedServer();
        const std::string schema = installation().location().schema;
        const std::string url = "mysql://127.0.0.1:" + std::to_string(server.port()) + "/" +
                                schema.substr(0, schema.size() - 2) + "_config";
        options_ = allOptions();
        std::map<std::string, std::string> values{
            {"readUrl", url},
            {"writeUrl", url},
            {"configdb.user", server.endpoint().user},
            {"configdb.passwordFile", secretFile("password", server.endpoint().password)},
            {"cluster.keyFile", secretFile("key", crypto::toHex(::test::Installation::clusterKey()))},
            {"SERVER_NAME", "oxserver"},
            {"AJP_JVM_ROUTE", "OX-1"},
            {"net.httpPort", "0"},
            {"AJP_PORT", "0"},
            {"node.heartbeat", "100ms"},
            {"node.name", "node-test"},
            {"net.workers", "4"}};
        values.insert(more.begin(), more.end());
        return Configuration(options_, values);
    }

    void keep(const std::string& setCookie) {
        const auto equals = setCookie.find('=');
        const auto end = setCookie.find(';');
        cookies_[setCookie.substr(0, equals)] = setCookie.substr(equals + 1, end - equals - 1);
    }

    std::vector<AnyOption> options_;
};

}  // namespace groupware::main

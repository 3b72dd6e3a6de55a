#pragma once

#include "groupware/api/dispatcher.h"
#include "groupware/folders/api/delegation_module.h"
#include "groupware/folders/api/folder_module.h"
#include "groupware/folders/api/share_module.h"
#include "groupware/principals/options.h"
#include "tests/groupware/api/test_zones.h"
#include "tests/groupware/folders/folders_fixture.h"
#include "tests/groupware/http/fake_request.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::folders::api {

/// The session's id is the user's.
class SessionPerUser final : public http::Authenticator {
public:
    explicit SessionPerUser(std::function<Caller(UserId)> callers) : callers_(std::move(callers)) {}
    void requireMaster(const Caller& /*caller*/) override {}
    Caller authenticate(const http::Request& /*request*/, std::string_view sessionId) override {
        return callers_({std::stoll(std::string(sessionId))});
    }

private:
    std::function<Caller(UserId)> callers_;
};

inline Error translate(const std::exception& other) {
    return {ErrorCode::Internal, other.what()};
}

class FolderApiTest : public FolderTest {
protected:
    FolderApiTest() {
        module_.addTo(registry_);
        delegationModule_.addTo(registry_);
        shareModule_.addTo(registry_);
    }

    json::Object::Ptr send(UserId user, const std::string& method, const std::string& query, const std::string& body,
                           const std::string& module = "folders") {
        http::test::FakeRequest request(
            method, "/ajax/" + module + "?session=" + std::to_string(user.value) + "&action=" + query, {}, body);
        request.request->setRoute("/ajax", 1);
        return json::requireObject(json::parse(dispatcher_.handle(*request).body, {}), "envelope");
    }
    json::Object::Ptr get(UserId user, const std::string& query) { return send(user, "GET", query, ""); }
    json::Object::Ptr put(UserId user, const std::string& query, const std::string& body,
                          const std::string& module = "folders") {
        return send(user, "PUT", query, body, module);
    }
    static std::string data(const json::Object::Ptr& envelope) { return json::write(envelope->get("data")); }
    static std::string code(const json::Object::Ptr& envelope) {
        return json::text(*envelope, "code").value_or("none");
    }
    static std::string idText(FolderId id) { return std::to_string(id.value); }

    engine::Zones zones_{engine::test::findZone};
    principals::PasswordHasher hasher_{Configuration(principals::options(), {})};
    SystemClock clock_;
    ShareService sharing_{database(), hasher_, clock_, principals::ShareTokens("a key"), {}};
    std::vector<Error> obstacles_;      ///< what the next uploads would meet
    std::vector<PlannedFile> planned_;  ///< the files that were asked about
    FolderModule module_{service_, sharing_, zones_,
                         [this](const Caller&, FolderId, std::span<const PlannedFile> files) {
                             planned_.assign(files.begin(), files.end());
                             return obstacles_;
                         }};
    ShareModule shareModule_{sharing_};
    DelegationService delegation_{database(), {}};
    DelegationModule delegationModule_{delegation_};
    engine::Registry registry_;
    engine::Envelopes envelopes_{translate};
    SessionPerUser sessions_{[](UserId user) { return as(user); }};
    engine::Dispatcher dispatcher_{
        registry_, sessions_, envelopes_, {.json = {}, .formBytes = 1000, .parameters = 20, .multipleCalls = 4}};
};

}  // namespace groupware::folders::api

#include "groupware/principals/api/get_quotas.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"

#include <string>

namespace groupware::principals::api {

namespace json = formats::json;

namespace {

/// Every module has one account: those of other services do not exist here.
constexpr const char* kAccount = "0";

std::optional<QuotaModule> wantedModule(const groupware::api::Call& call) {
    const auto name = call.parameter("module");
    if (!name) return std::nullopt;
    const auto module = quotaModule(*name);
    if (!module) throw Error(ErrorCode::NotFound, "unknown quota module", "There is no quota of that module.");
    return module;
}

void requireAccount(const groupware::api::Call& call) {
    const auto account = call.parameter("account");
    if (account && *account != kAccount)
        throw Error(ErrorCode::NotFound, "unknown account of a quota module", "There is no such account.");
}

json::Object::Ptr accountOf(const QuotaModuleName& name, const ObjectQuota& quota) {
    auto account = json::makeObject();
    account->set("account_id", kAccount);
    account->set("account_name", std::string(name.displayName));
    account->set("countquota", quota.isLimited() ? *quota.maximum : -1);
    account->set("countuse", quota.used);
    return account;
}

}  // namespace

groupware::api::Result GetQuotas::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto wanted = wantedModule(call);
    requireAccount(call);
    const auto quotas = quotas_.all(caller);
    auto data = json::makeObject();
    for (std::size_t i = 0; i < quotas.size(); ++i) {
        const auto& name = quotaModules()[i];
        if (wanted && *wanted != name.module) continue;
        auto account = accountOf(name, quotas[i]);
        if (name.module == QuotaModule::Infostore) {
            const auto space = fileSpace_(caller);
            account->set("quota", space.quota);
            account->set("use", space.used);
        }
        auto accounts = json::makeArray();
        accounts->add(account);
        auto module = json::makeObject();
        module->set("display_name", std::string(name.displayName));
        module->set("accounts", accounts);
        data->set(std::string(name.name), module);
    }
    groupware::api::Result result;
    result.data = data;
    return result;
}

}  // namespace groupware::principals::api

#include "groupware/session/service/find_context.h"

#include "dbpool/configdb/login_mappings.h"
#include "dbpool/configdb/maintenance_reasons.h"
#include "dbpool/driver/db_error.h"
#include "dbpool/routing/request_counters.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <optional>
#include <string>
#include <string_view>

namespace groupware::session {
namespace {

std::optional<ContextId> find(dbpool::ConfigDatabase& config, std::string_view mapping) {
    const auto ask = [&](dbpool::ConfigReadSession& session) { return dbpool::LoginMappings(session).find(mapping); };
    const auto found = config.read(ask);
    // Another node may have created the context a moment ago.
    return found ? found : config.readMaster(ask);
}

}  // namespace

FindReason findReasonIn(dbpool::ConfigDatabase& config) {
    return [&config](ContextId context) -> std::optional<std::string> {
        try {
            // Read on the master: an administrator may have said why a moment ago.
            const auto reason = config.readMaster(
                [&](dbpool::ConfigReadSession& session) { return dbpool::ReasonReader(session).of(context); });
            if (!reason) return std::nullopt;
            return reason->text;
        } catch (const Error& error) {
            log::warning("login.no_reason", {{"context", context.value}, {"why", error.what()}});
        } catch (const dbpool::DbError& error) {
            log::warning("login.no_reason", {{"context", context.value}, {"why", error.what()}});
        }
        return std::nullopt;
    };
}

FindContext findContextIn(dbpool::ConfigDatabase& config, std::chrono::milliseconds masterWait) {
    return [&config, masterWait](std::string_view mapping) {
        try {
            return find(config, mapping);
        } catch (const Error& error) {
            auto* counters = dbpool::CountingScope::current();
            const bool mayWait = error.code() == ErrorCode::Unavailable && !config.masterAvailable();
            if (mayWait && counters != nullptr)
                counters->masterWait = {.over = [&config] { return config.masterAvailable(); }, .atMost = masterWait};
            throw;
        }
    };
}

}  // namespace groupware::session

#pragma once

#include "dbpool/configdb/config_session.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// Octets that a reason's text has at most.
inline constexpr std::size_t kMaxReasonText = 255;

/// Why contexts are disabled, in words for their users.
struct MaintenanceReason {
    std::int64_t id = 0;
    std::string text;
};

class ReasonReader {
public:
    explicit ReasonReader(ConfigReadSession& session) : session_(session) {}

    /// By id. @param pattern  of the id or the text; `*` stands for any text
    [[nodiscard]] std::vector<MaintenanceReason> list(std::string_view pattern = "*");
    /// Why that context is disabled, if it is and somebody said why.
    [[nodiscard]] std::optional<MaintenanceReason> of(groupware::ContextId context);

private:
    ConfigReadSession& session_;
};

class ReasonRegistry {
public:
    explicit ReasonRegistry(ConfigTransaction& transaction) : transaction_(transaction) {}

    /// @throws groupware::Error BadRequest for an empty or too long text, Conflict if there is such a reason
    std::int64_t add(std::string_view text);
    /// @throws groupware::Error NotFound; Conflict if a context is disabled for it
    void remove(std::int64_t reason);
    /// Says why a context is disabled; nothing takes it back.
    /// @throws groupware::Error NotFound if there is no such reason
    void assign(groupware::ContextId context, std::optional<std::int64_t> reason);

private:
    void requireKnown(std::int64_t reason);

    ConfigTransaction& transaction_;
};

}  // namespace dbpool

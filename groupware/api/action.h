#pragma once

#include "groupware/base/caller.h"
#include "groupware/http/request.h"
#include "groupware/http/response.h"

#include <Poco/Dynamic/Var.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::api {

/// One call of an action: `/ajax/<module>[/<path>]?action=<name>`, or one element of `multiple`.
class Call {
public:
    virtual ~Call() = default;

    /// A parameter of the query, the form body or the `multiple` element.
    [[nodiscard]] virtual std::optional<std::string> parameter(std::string_view name) const = 0;
    /// @throws CodedError SVL-0002 naming the missing parameter
    [[nodiscard]] std::string require(std::string_view name) const;
    /// @throws CodedError SVL-0002 if missing, SVL-0010 if not a whole number
    [[nodiscard]] std::int64_t requireInteger(std::string_view name) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name) const;  ///< "true" or "1"

    /// The segments after the module: {"gui", "theme"} for `/ajax/config/gui/theme`.
    [[nodiscard]] virtual const std::vector<std::string>& path() const = 0;

    /// The JSON body; empty if there is none.
    /// @throws CodedError SVL-0009 for broken JSON; Error TooLarge beyond `api.jsonBytes` or `api.jsonDepth`
    [[nodiscard]] virtual const Poco::Dynamic::Var& json() const = 0;

    /// The HTTP request it came in, for streams, cookies and headers; null inside `multiple`.
    [[nodiscard]] virtual const http::Request* request() const noexcept = 0;
};

/// What an action gives back.
struct Result {
    Poco::Dynamic::Var data{};               ///< the envelope's `data`; absent if empty
    std::optional<Seq> timestamp{};          ///< the envelope's `timestamp`
    std::optional<CommitToken> committed{};  ///< set by every action that wrote: later reads of the request see it
    std::vector<std::string> warnings{};
    std::optional<http::Response> response{};  ///< instead of an envelope: a download, a redirect
};

/// How a module names errors: OX's `PREFIX-NNNN` for the codes it cares about, 0 for the general SVL and SES codes.
struct ModuleErrors {
    std::string_view prefix{};  ///< for example "FLD"
    int notFound = 0;
    int forbidden = 0;
    int conflict = 0;
    int preconditionFailed = 0;
    int badRequest = 0;
    int tooLarge = 0;
    int quotaExceeded = 0;
    int notAuthenticated = 0;
    int tooManyRequests = 0;
    int unavailable = 0;
};

/// One action of one module, one class and file each. Called from several threads at once.
class Action {
public:
    virtual ~Action() = default;
    /// @throws Error, dbpool::DbError
    [[nodiscard]] virtual Result handle(const Caller& caller, const Call& call) = 0;
    /// Whether this call needs the database master, for actions of which only some calls do; see Needs.
    [[nodiscard]] virtual bool needsMaster(const Call& /*call*/) const { return false; }
};

/// An action that needs no session: login, ping.
class PublicAction {
public:
    virtual ~PublicAction() = default;
    [[nodiscard]] virtual Result handle(const Call& call) = 0;
};

}  // namespace groupware::api

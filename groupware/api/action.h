#pragma once

#include <Poco/Dynamic/Var.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "groupware/base/caller.h"
#include "groupware/http/request.h"
#include "groupware/http/response.h"

namespace groupware::api {

/// One call of an action: `/ajax/<module>?action=<name>`, or one element of `multiple`.
class Call {
public:
    virtual ~Call() = default;

    /// A parameter of the query, the form body or the `multiple` element.
    [[nodiscard]] virtual std::optional<std::string> parameter(std::string_view name) const = 0;
    /// @throws Error BadRequest naming the missing parameter (SVL-0002)
    [[nodiscard]] std::string require(std::string_view name) const;
    /// @throws Error BadRequest if missing or not a whole number
    [[nodiscard]] std::int64_t requireInteger(std::string_view name) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name) const;  ///< "true" or "1"

    /// The JSON body; Null if there is none.
    /// @throws Error BadRequest for broken JSON, TooLarge beyond `api.jsonBytes` or `api.jsonDepth`
    [[nodiscard]] virtual const Poco::Dynamic::Var& json() const = 0;

    /// The HTTP request it came in, for streams, cookies and headers; null inside `multiple`.
    [[nodiscard]] virtual const http::Request* request() const noexcept = 0;
};

/// What an action gives back.
struct Result {
    Poco::Dynamic::Var data;                  ///< the envelope's `data`; absent if empty
    std::optional<Seq> timestamp;             ///< the envelope's `timestamp`
    std::optional<CommitToken> committed;     ///< set by every action that wrote: later reads of the request see it
    std::vector<std::string> warnings;
    std::optional<http::Response> response;   ///< instead of an envelope: a download, a redirect
};

/// How a module names errors: OX's `PREFIX-NNNN` for the codes it cares about; others are SVL codes.
struct ModuleErrors {
    std::string_view prefix;        ///< for example "FLD"
    int notFound = 0;               ///< 0 = the general code
    int forbidden = 0;
    int conflict = 0;
    int preconditionFailed = 0;
    int badRequest = 0;
    int tooLarge = 0;
    int quotaExceeded = 0;
};

/// One action of one module, one class and file each. Called from several threads at once.
class Action {
public:
    virtual ~Action() = default;
    /// @throws Error, dbpool::DbError
    [[nodiscard]] virtual Result handle(const Caller& caller, const Call& call) = 0;
};

/// An action that needs no session: login, ping.
class PublicAction {
public:
    virtual ~PublicAction() = default;
    [[nodiscard]] virtual Result handle(const Call& call) = 0;
};

}  // namespace groupware::api

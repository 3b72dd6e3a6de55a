#pragma once

#include "groupware/api/action.h"

#include <functional>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::api {

/// What an action cannot do without. One that needs the master writes, or reads what replicas are not asked for:
/// without a master its requests wait, before anything of it was done, and those of others go on.
enum class Needs { AnyServer, Master };

/// What proves the caller. An app password is a login of a program: it is kept from what only the user himself may do.
enum class Proof { Any, Session };

/// What a call needs before its action runs.
struct Requirements {
    // Implicit on purpose: most actions name nothing but this.
    constexpr Requirements(Needs wanted = Needs::AnyServer,  // NOLINT(google-explicit-constructor)
                           std::string_view accessTo = {}, Proof by = Proof::Any)
        : needs(wanted), access(accessTo), proof(by) {}

    Needs needs;
    std::string_view access;  ///< a name of Caller::modules that the caller must have; a literal; empty = none
    Proof proof;
};

/// One entry: exactly one of the two actions is set.
struct Registered {
    Action* action = nullptr;
    PublicAction* open = nullptr;
    ModuleErrors errors{};
    Requirements requirements{};
    bool forGuests = false;  ///< guests may call it, too

    [[nodiscard]] Needs needs() const noexcept { return requirements.needs; }
};

/// Whether the caller has what the action requires of him; the master is asked for elsewhere. Guests may only call what
/// is open to them.
/// @throws CodedError SVL-0016 naming what he lacks
void requireAllowed(const Registered& entry, const Caller& caller);

/// Which class answers which module and action. Filled by main/ before the first request, then only read.
class Registry {
public:
    /// @param module  as in the path: "infostore", "user/me"
    /// @param action  the `action` parameter; empty for modules that have none (`config`, `multiple`)
    void add(std::string_view module, std::string_view action, Action& handler, const ModuleErrors& errors = {},
             const Requirements& requirements = {});
    /// @param needs  a declaration only: nobody is known before the action runs, so it asks for the master itself
    void addPublic(std::string_view module, std::string_view action, PublicAction& handler,
                   const ModuleErrors& errors = {}, Needs needs = Needs::AnyServer);

    /// Lets guests call these actions of these modules, as far as they are there: those that ask the permissions of
    /// folders for everything. All others are closed to them.
    /// @param actions  empty: all
    void openToGuests(std::initializer_list<std::string_view> modules,
                      std::initializer_list<std::string_view> actions = {});

    struct Target {
        const Registered* entry = nullptr;
        std::string module;
        std::vector<std::string> path;  ///< segments after the module
    };
    /// The longest registered module that `segments` begin with.
    /// @throws CodedError SVL-0007 for an unknown module, SVL-0001 for an unknown action, SVL-0002 if the module needs
    /// one
    [[nodiscard]] Target find(std::span<const std::string> segments, std::string_view action) const;

    /// Every module and action, sorted.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> names() const;
    /// Those that need just that, sorted.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> namesOf(Needs needs) const;
    /// Those of which `has` is true, sorted.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> namesWhere(
        const std::function<bool(const Registered&)>& has) const;

private:
    using Actions = std::map<std::string, Registered, std::less<>>;
    std::map<std::string, Actions, std::less<>> modules_;
};

}  // namespace groupware::api

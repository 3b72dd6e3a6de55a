#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/configuration_source.h"
#include "groupware/formats/json/json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::jslob {

/// Which settings: a service has a name space of its own.
struct SettingsName {
    std::string service;  ///< at most 64 characters
    std::string id;       ///< at most 128
};

struct Settings {
    std::string id;
    formats::json::Object::Ptr tree;
};

/// The settings of the caller; nobody sees those of others. Safe to call from any thread.
class SettingsService {
public:
    /// Both outlive this object.
    /// @param depth  deepest nesting of what is stored, as of what is accepted
    SettingsService(dbpool::ContextDatabase& database, const ConfigurationSource& configuration, int depth)
        : database_(database), configuration_(configuration), depth_(depth) {}

    /// All of one service, by id.
    [[nodiscard]] std::vector<Settings> all(const Caller& caller, std::string_view service) const;
    /// @throws Error NotFound
    [[nodiscard]] Settings get(const Caller& caller, const SettingsName& name) const;

    /// Replaces the object.
    /// @param tree  null removes it
    /// @throws Error BadRequest for a name, TooLarge beyond `jslob.bytes` or `jslob.objects`
    CommitToken set(const Caller& caller, const SettingsName& name, const formats::json::Object::Ptr& tree) const;
    /// Merges; see merge(). What is not there yet is made.
    CommitToken update(const Caller& caller, const SettingsName& name, const formats::json::Object& patch) const;

private:
    [[nodiscard]] formats::json::Object::Ptr parse(const std::string& tree) const;
    void put(dbpool::WriteTransaction& tx, const Caller& caller, const SettingsName& name,
             const formats::json::Object::Ptr& tree, bool isNew) const;

    dbpool::ContextDatabase& database_;
    const ConfigurationSource& configuration_;
    const int depth_;
};

}  // namespace groupware::jslob

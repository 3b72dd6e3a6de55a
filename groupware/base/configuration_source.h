#pragma once

#include "groupware/base/options.h"

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace groupware {

/// The configuration in force, which a reload replaces while others read it. Safe to call from any thread.
class ConfigurationSource {
public:
    explicit ConfigurationSource(Configuration configuration)
        : current_(std::make_shared<const Configuration>(std::move(configuration))) {}
    ConfigurationSource(const ConfigurationSource&) = delete;
    ConfigurationSource& operator=(const ConfigurationSource&) = delete;

    /// One state of all options: for values that must fit each other.
    [[nodiscard]] std::shared_ptr<const Configuration> current() const;
    /// One value. Reloadable options are asked at each use, never kept.
    template <class Option>
    [[nodiscard]] auto get(const Option& option) const {
        return current()->get(option);
    }

    /// What became of the keys that differ, each list sorted.
    struct Reload {
        std::vector<std::string> applied{};
        std::vector<std::string> waiting{};  ///< not reloadable: as before until a restart
    };
    /// Puts the reloadable options of `fresh` in force, all at once.
    /// @param options  all that were declared
    Reload reload(std::span<const AnyOption> options, const Configuration& fresh);

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Configuration> current_;  // guarded by mutex_; shared with those who read it just now
};

}  // namespace groupware

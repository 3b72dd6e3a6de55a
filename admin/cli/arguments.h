#pragma once

#include "admin/cli/option_spec.h"
#include "admin/cli/terminal.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace admin::cli {

/// The options of one call, checked against their declarations. Both `--option value` and `--option=value` are read.
class Arguments {
public:
    /// @throws Failure UnknownOption naming all of them, IllegalOptionValue for a value that is missing or given twice
    static Arguments parse(std::span<const OptionSpec> specs, const std::vector<std::string>& words);

    /// Fills in secrets that were not given: from `--<name>-file`, the environment, then the terminal.
    /// @throws Failure IllegalOptionValue for a file that cannot be read
    void completeSecrets(std::span<const OptionSpec> specs, const Terminal& terminal);

    /// Gives an option a value, instead of the one it may have. @param name  of a declared option
    void set(const std::string& name, const std::string& value) { values_[name] = value; }

    /// Credentials are not asked for here: only the daemon knows whether it needs them.
    /// @throws Failure MissingOption naming all of them
    void requireMandatory(std::span<const OptionSpec> specs) const;

    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
    /// The value, or the declared fallback, or empty.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> maybe(std::string_view name) const;
    /// @throws Failure General unless it is a whole number: "Ids must be numbers!"
    [[nodiscard]] std::int64_t id(std::string_view name) const;
    /// @throws Failure IllegalOptionValue
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    /// `true` or `false`.
    /// @throws Failure IllegalOptionValue
    [[nodiscard]] bool truth(std::string_view name) const;
    /// The parts of a comma-separated value, without empty ones.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;

private:
    std::map<std::string, std::string, std::less<>> values_;
    std::map<std::string, std::string, std::less<>> fallbacks_;
};

/// The declarations with `--<name>-file` added after each secret.
[[nodiscard]] std::vector<OptionSpec> withSecretFiles(std::span<const OptionSpec> specs);

}  // namespace admin::cli

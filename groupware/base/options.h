#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace groupware {

// Every kind of option may be `reloadable`: whoever uses it asks a ConfigurationSource (configuration_source.h) at each
// use, so that a change counts without a restart.

/// A whole number, for example a count or a port.
struct IntegerOption {
    std::string_view key;
    std::string_view file;  ///< the `etc/` file it is documented in, for example "net.properties"
    std::string_view unit;  ///< for example "threads"; empty for plain numbers
    std::int64_t fallback = 0;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::string_view help;  ///< one or more sentences
    bool reloadable = false;
};

/// A number of bytes. Read as a number with an optional suffix K, M or G (powers of 1024).
struct SizeOption {
    std::string_view key;
    std::string_view file;
    std::int64_t fallback = 0;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::string_view help;
    bool reloadable = false;
};

/// A duration. Read as a number with a suffix ms, s, m, h, d or w; a bare number counts milliseconds.
struct DurationOption {
    std::string_view key;
    std::string_view file;
    std::chrono::milliseconds fallback{0};
    std::chrono::milliseconds min{0};
    std::chrono::milliseconds max{0};
    std::string_view help;
    bool reloadable = false;
};

/// `true` or `false` (also yes/no, on/off, 1/0).
struct FlagOption {
    std::string_view key;
    std::string_view file;
    bool fallback = false;
    std::string_view help;
    bool reloadable = false;
};

/// Any text.
struct TextOption {
    std::string_view key;
    std::string_view file;
    std::string_view fallback;
    std::string_view help;
    bool reloadable = false;
    bool secret = false;  ///< never printed, also not by `--dump-config`
};

/// One declared option. Options are `inline constexpr` objects of the folder that uses them; main/ lists the folders.
using AnyOption =
    std::variant<const IntegerOption*, const SizeOption*, const DurationOption*, const FlagOption*, const TextOption*>;

/// The values in force. Immutable after load(); safe to read from any thread.
class Configuration {
public:
    using Environment = std::map<std::string, std::string, std::less<>>;

    /// All fallbacks: what tests use, with overrides by key.
    explicit Configuration(std::span<const AnyOption> options, const std::map<std::string, std::string>& values = {});

    /// Layers, later ones win: fallbacks, every `*.properties` file in `directory` (by name), every `*.properties` in
    /// `directory/node.d`, then the environment (`YOKE_` + the key in capitals, other characters as `_`).
    ///
    /// @throws Error BadRequest naming file, line and key for an unknown key, a value of the wrong type or out of range
    [[nodiscard]] static Configuration load(std::span<const AnyOption> options, const std::filesystem::path& directory,
                                            const Environment& environment);

    [[nodiscard]] std::int64_t get(const IntegerOption& option) const;
    [[nodiscard]] std::int64_t get(const SizeOption& option) const;
    [[nodiscard]] std::chrono::milliseconds get(const DurationOption& option) const;
    [[nodiscard]] bool get(const FlagOption& option) const;
    [[nodiscard]] std::string get(const TextOption& option) const;

    /// The keys whose text differs between the two, sorted.
    [[nodiscard]] std::vector<std::string> differences(const Configuration& other) const;
    /// This configuration with `keys` as they are in `other`.
    [[nodiscard]] Configuration with(std::span<const std::string> keys, const Configuration& other) const;

private:
    Configuration() = default;
    [[nodiscard]] const std::string* find(std::string_view key) const;
    void set(std::span<const AnyOption> options, const std::string& key, const std::string& value,
             const std::string& origin);

    std::map<std::string, std::string, std::less<>> values_;
};

/// The option of that key, or nothing.
[[nodiscard]] std::optional<AnyOption> findOption(std::span<const AnyOption> options, std::string_view key);
[[nodiscard]] bool isReloadable(const AnyOption& option);

/// Writes one `etc/` file per `Option::file` into `directory`: every option with its help, unit, range, whether a
/// reload changes it, and its fallback, commented out. A test compares the project's `etc/` with it.
void dumpConfiguration(std::span<const AnyOption> options, const std::filesystem::path& directory);

}  // namespace groupware

#include "admin/cli/daemon_address.h"

#include "admin/options.h"

#include <algorithm>
#include <fstream>
#include <vector>

namespace admin::cli {
namespace {

constexpr std::string_view kDefaultDirectory = "/etc/yoke";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The last value of `key` in the directory's files, by the layers of groupware::Configuration. Not read by that class:
/// the tools run as people who may not read every file of the node, and need two keys of them.
std::string lastValue(const std::filesystem::path& directory, std::string_view key, std::string value) {
    std::vector<std::filesystem::path> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(directory, ignored)) {
        if (entry.path().extension() == ".properties") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            const auto equals = line.find('=');
            if (equals == std::string::npos || trimmed(std::string_view(line).substr(0, equals)) != key) continue;
            value = trimmed(std::string_view(line).substr(equals + 1));
        }
    }
    return value;
}

std::string configured(const std::filesystem::path& directory, const Terminal& terminal, std::string_view key,
                       std::string_view variable, const std::string& fallback) {
    if (const auto found = terminal.environment.find(variable); found != terminal.environment.end()) {
        return found->second;
    }
    return lastValue(directory / "node.d", key, lastValue(directory, key, fallback));
}

}  // namespace

std::filesystem::path configDirectory(const Arguments& arguments, const Terminal& terminal) {
    if (const auto given = arguments.maybe("config-dir")) return *given;
    const auto found = terminal.environment.find("YOKE_CONFIG");
    if (found != terminal.environment.end() && !found->second.empty()) return found->second;
    return kDefaultDirectory;
}

std::string daemonUrl(const Arguments& arguments, const Terminal& terminal) {
    if (const auto given = arguments.maybe("admin-url")) return *given;
    const auto directory = configDirectory(arguments, terminal);
    std::string address =
        configured(directory, terminal, kAddress.key, "YOKE_ADMIN_ADDRESS", std::string(kAddress.fallback));
    const std::string port =
        configured(directory, terminal, kPort.key, "YOKE_ADMIN_PORT", std::to_string(kPort.fallback));
    const bool isLoopback = address.starts_with("127.") || address == "::1" || address == "localhost";
    if (address.find(':') != std::string::npos) address = "[" + address + "]";
    return (isLoopback ? "http://" : "https://") + address + ":" + port;
}

}  // namespace admin::cli

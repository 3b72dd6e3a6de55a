#include "tests/support/example_settings.h"

#include <fstream>
#include <stdexcept>

namespace test {
namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::vector<std::string> exampleSettings(const std::vector<std::string>& files) {
    std::vector<std::string> options;
    for (const auto& file : files) {
        std::ifstream lines(std::string(YOKE_SOURCE_DIR) + "/etc/mariadb/" + file);
        if (!lines) throw std::runtime_error("no etc/mariadb/" + file);
        for (std::string line; std::getline(lines, line);) {
            const auto equal = line.find('=');
            if (line.empty() || line[0] == '#' || line[0] == '[' || equal == std::string::npos) continue;
            options.push_back("--" + trimmed(line.substr(0, equal)) + "=" + trimmed(line.substr(equal + 1)));
        }
    }
    return options;
}

}  // namespace test

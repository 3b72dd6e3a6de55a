#include "groupware/base/log_options.h"

#include "groupware/base/error.h"

#include <array>
#include <utility>

namespace groupware::log {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 3> kAll{&kFile, &kLevel, &kSyslog};
    return kAll;
}

Level parseLevel(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, Level>, 4> kLevels{{{"error", Level::Error},
                                                                         {"warning", Level::Warning},
                                                                         {"information", Level::Information},
                                                                         {"debug", Level::Debug}}};
    for (const auto& [name, level] : kLevels) {
        if (name == text) return level;
    }
    throw Error(ErrorCode::BadRequest, "log.level must be error, warning, information or debug");
}

Target target(const Configuration& configuration, const std::string& program) {
    return {.file = configuration.get(kFile),
            .syslog = configuration.get(kSyslog),
            .name = program,
            .level = parseLevel(configuration.get(kLevel))};
}

}  // namespace groupware::log

#include "groupware/main/run_program.h"

#include "groupware/base/log.h"
#include "groupware/base/log_options.h"
#include "groupware/base/version.h"
#include "groupware/main/all_options.h"
#include "groupware/main/signals.h"

#include <unistd.h>

#include <exception>
#include <iostream>
#include <string>

namespace groupware::main {
namespace {

/// Variables of the environment that may set options; see Configuration::load().
Configuration::Environment environment() {
    Configuration::Environment found;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string text(*entry);
        const auto equals = text.find('=');
        if (text.starts_with("YOKE_") && equals != std::string::npos) {
            found[text.substr(0, equals)] = text.substr(equals + 1);
        }
    }
    return found;
}

Configuration load(const Arguments& arguments) {
    return Configuration::load(allOptions(), arguments.configDirectory, environment());
}

/// Reads the configuration again. Says what became of each key that changed; a broken configuration changes nothing.
void reload(const Arguments& arguments, ConfigurationSource& configuration) {
    try {
        const auto fresh = load(arguments);
        const auto level = log::parseLevel(fresh.get(log::kLevel));
        const auto changes = configuration.reload(allOptions(), fresh);
        log::setLevel(level);
        for (const auto& key : changes.applied) {
            log::information("configuration.changed", {{"key", key}, {"effect", "now"}});
        }
        for (const auto& key : changes.waiting) {
            log::warning("configuration.changed", {{"key", key}, {"effect", "restart"}});
        }
        log::information("configuration.reloaded");
    } catch (const std::exception& error) {
        log::warning("configuration.kept", {{"what", error.what()}});
    }
}

void reopenLog() {
    log::reopen();
    log::information("log.reopened");  // makes the new file, so that whoever rotates sees that it worked
}

void serve(const Arguments& arguments, const Program& program) {
    ConfigurationSource configuration(load(arguments));
    auto target = log::target(*configuration.current(), program.name);
    target.file = configuration.get(program.logFile);
    log::open(target);
    program.serve(arguments, configuration, [&] {
        (void)waitForEnd({.reload = [&] { reload(arguments, configuration); }, .reopenLog = reopenLog});
    });
    log::close();
}

void run(int count, const char* const* words, const Program& program) {
    const auto variables = environment();
    const auto configured = variables.find("YOKE_CONFIG");
    const auto arguments =
        parseArguments(count, words, configured == variables.end() ? nullptr : configured->second.c_str());
    if (arguments.help) {
        std::cout << usage(program.name, program.purpose);
    } else if (arguments.version) {
        std::cout << program.name << " " << kVersion << "\n";
    } else if (arguments.dumpConfig) {
        dumpConfiguration(allOptions(), *arguments.dumpConfig);
    } else {
        serve(arguments, program);
    }
}

}  // namespace

int runProgram(int count, const char* const* words, const Program& program) noexcept {
    blockSignals();
    try {
        run(count, words, program);
        return 0;
    } catch (const std::exception& error) {
        log::error("program.failed", {{"what", error.what()}});
        log::close();
        std::cerr << program.name << ": " << error.what() << "\n";
        return 1;
    }
}

}  // namespace groupware::main

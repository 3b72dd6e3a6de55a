#include "groupware/base/log.h"
#include "groupware/base/log_options.h"
#include "groupware/base/version.h"
#include "groupware/main/all_options.h"
#include "groupware/main/arguments.h"
#include "groupware/main/node.h"
#include "groupware/main/signals.h"

#include <unistd.h>

#include <exception>
#include <iostream>
#include <string>

namespace {

using groupware::Configuration;
namespace log = groupware::log;
namespace node = groupware::main;

constexpr const char* kProgram = "yoke-groupware";

/// Variables of the environment that may set options; see Configuration::load().
Configuration::Environment environment() {
    Configuration::Environment found;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string text(*entry);
        const auto equals = text.find('=');
        if (text.starts_with("YOKE_") && equals != std::string::npos)
            found[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return found;
}

/// Reads the configuration again. The log level changes at once; for all else the log says that a restart is needed.
void reload(const std::filesystem::path& directory, Configuration& current) {
    try {
        auto fresh = Configuration::load(node::allOptions(), directory, environment());
        log::setLevel(log::parseLevel(fresh.get(log::kLevel)));
        for (const auto& key : current.differences(fresh)) {
            log::information("configuration.changed",
                             {{"key", key}, {"effect", key == log::kLevel.key ? "now" : "restart"}});
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

int serve(const node::Arguments& arguments) {
    const auto configuration = Configuration::load(node::allOptions(), arguments.configDirectory, environment());
    log::open(log::target(configuration, kProgram));
    const groupware::SystemClock clock;
    {
        node::Node running(configuration, clock);
        running.start();
        Configuration known = configuration;
        (void)node::waitForEnd({.reload = [&] { reload(arguments.configDirectory, known); }, .reopenLog = reopenLog});
        running.stop();
    }
    log::close();
    return 0;
}

int run(int count, char** words) {
    const auto variables = environment();
    const auto configured = variables.find("YOKE_CONFIG");
    const auto arguments =
        node::parseArguments(count, words, configured == variables.end() ? nullptr : configured->second.c_str());
    if (arguments.help) {
        std::cout << node::usage(kProgram, "The groupware node: HTTP and AJP13 connectors, JSON API.");
        return 0;
    }
    if (arguments.version) {
        std::cout << kProgram << " " << groupware::kVersion << "\n";
        return 0;
    }
    if (arguments.dumpConfig) {
        groupware::dumpConfiguration(node::allOptions(), *arguments.dumpConfig);
        return 0;
    }
    return serve(arguments);
}

}  // namespace

int main(int count, char** words) {
    node::blockSignals();
    try {
        return run(count, words);
    } catch (const std::exception& error) {
        log::error("node.failed", {{"what", error.what()}});
        log::close();
        std::cerr << kProgram << ": " << error.what() << "\n";
        return 1;
    }
}

#include "admin/daemon/run_daemon.h"

#include "admin/daemon/daemon.h"
#include "admin/options.h"
#include "groupware/base/log.h"
#include "groupware/base/log_options.h"
#include "groupware/base/version.h"
#include "groupware/main/all_options.h"
#include "groupware/main/arguments.h"
#include "groupware/main/signals.h"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace admin {
namespace {

using groupware::Configuration;
namespace log = groupware::log;

constexpr const char* kProgram = "yoke-admin";

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

void reload(const std::filesystem::path& directory) {
    try {
        const auto fresh = Configuration::load(groupware::main::allOptions(), directory, environment());
        log::setLevel(log::parseLevel(fresh.get(log::kLevel)));
        log::information("configuration.reloaded", {{"effect", "log level; for all else restart"}});
    } catch (const groupware::Error& error) {
        log::warning("configuration.kept", {{"what", error.what()}});
    }
}

int serve(const groupware::main::Arguments& arguments, SagaObserver& observer) {
    const auto configuration =
        Configuration::load(groupware::main::allOptions(), arguments.configDirectory, environment());
    auto target = log::target(configuration, kProgram);
    target.file = configuration.get(kLogFile);
    log::open(target);
    const groupware::SystemClock clock;
    {
        Daemon daemon(configuration, clock, observer, arguments.configDirectory);
        daemon.start();
        (void)groupware::main::waitForEnd(
            {.reload = [&] { reload(arguments.configDirectory); }, .reopenLog = log::reopen});
        daemon.stop();
    }
    log::close();
    return 0;
}

int run(int count, char** words, SagaObserver& observer) {
    const auto arguments = groupware::main::parseArguments(count, words, std::getenv("YOKE_CONFIG"));
    if (arguments.help) {
        std::cout << groupware::main::usage(kProgram, "The provisioning daemon that the command-line tools call.");
        return 0;
    }
    if (arguments.version) {
        std::cout << kProgram << " " << groupware::kVersion << "\n";
        return 0;
    }
    if (arguments.dumpConfig) {
        groupware::dumpConfiguration(groupware::main::allOptions(), *arguments.dumpConfig);
        return 0;
    }
    return serve(arguments, observer);
}

}  // namespace

int runDaemon(int count, char** words, SagaObserver& observer) {
    groupware::main::blockSignals();
    try {
        return run(count, words, observer);
    } catch (const std::exception& error) {
        log::error("admin.failed", {{"what", error.what()}});
        log::close();
        std::cerr << kProgram << ": " << error.what() << "\n";
        return 1;
    }
}

}  // namespace admin

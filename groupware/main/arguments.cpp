#include "groupware/main/arguments.h"

#include "groupware/base/error.h"

#include <boost/program_options.hpp>

#include <sstream>

namespace groupware::main {
namespace {

namespace po = boost::program_options;

po::options_description describe() {
    po::options_description options("Options");
    // clang-format off
    options.add_options()
        ("config-dir", po::value<std::string>()->value_name("DIR"), "configuration directory (default: $YOKE_CONFIG or /etc/yoke)")
        ("dump-config", po::value<std::string>()->value_name("DIR"), "write every option with its default into DIR and end")
        ("version", "print the version and end")
        ("help,h", "print this text and end");
    // clang-format on
    return options;
}

std::filesystem::path configDirectory(const po::variables_map& values, const char* fromEnvironment) {
    if (values.count("config-dir") > 0) return values["config-dir"].as<std::string>();
    if (fromEnvironment != nullptr && *fromEnvironment != '\0') return fromEnvironment;
    return "/etc/yoke";
}

}  // namespace

Arguments parseArguments(int count, const char* const* words, const char* configFromEnvironment) {
    po::variables_map values;
    try {
        const po::positional_options_description none;
        po::store(po::command_line_parser(count, words).options(describe()).positional(none).run(), values);
    } catch (const po::error& error) {
        throw Error(ErrorCode::BadRequest, error.what());
    }
    Arguments arguments{.configDirectory = configDirectory(values, configFromEnvironment)};
    if (values.count("dump-config") > 0) arguments.dumpConfig = values["dump-config"].as<std::string>();
    arguments.version = values.count("version") > 0;
    arguments.help = values.count("help") > 0;
    return arguments;
}

std::string usage(const std::string& program, const std::string& purpose) {
    std::ostringstream text;
    text << "Usage: " << program << " [options]\n" << purpose << "\n\n" << describe();
    text
        << "\nSignals: TERM ends it after open requests, HUP reads the configuration again, USR2 opens the log anew.\n";
    return text.str();
}

}  // namespace groupware::main

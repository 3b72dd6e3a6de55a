#include "admin/cli/arguments.h"

#include "admin/cli/failure.h"

#include <boost/program_options.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>

namespace admin::cli {
namespace {

namespace po = boost::program_options;

/// The name of a secret's companion, kept for as long as the program runs because OptionSpec holds views.
struct SecretFile {
    std::string_view secret;
    std::string_view file;
};
constexpr std::array<SecretFile, 8> kSecretFiles{{{"adminpass", "adminpass-file"},
                                                  {"password", "password-file"},
                                                  {"dbpasswd", "dbpasswd-file"},
                                                  {"operator-passwd", "operator-passwd-file"},
                                                  {"migration-passwd", "migration-passwd-file"},
                                                  {"replication-passwd", "replication-passwd-file"},
                                                  {"configdb-pass", "configdb-pass-file"},
                                                  {"master-pass", "master-pass-file"}}};

std::string_view companion(std::string_view secret) {
    const auto* const found =
        std::find_if(kSecretFiles.begin(), kSecretFiles.end(), [&](const auto& s) { return s.secret == secret; });
    return found == kSecretFiles.end() ? std::string_view{} : found->file;
}

po::options_description describe(std::span<const OptionSpec> specs) {
    po::options_description description;
    for (const auto& spec : specs) {
        std::string name(spec.name);
        if (spec.letter != 0) name += std::string(",") + spec.letter;
        if (spec.argument.empty()) {
            description.add_options()(name.c_str(), "");
        } else {
            description.add_options()(name.c_str(), po::value<std::string>(), "");
        }
    }
    return description;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string result;
    for (const auto& word : words) {
        if (!result.empty()) result += separator;
        result += word;
    }
    return result;
}

std::vector<po::option> parsedOptions(std::span<const OptionSpec> specs, const std::vector<std::string>& words) {
    const auto description = describe(specs);
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    try {
        return po::command_line_parser(words).options(description).style(style).allow_unregistered().run().options;
    } catch (const po::error& error) {
        throw Failure(Problem::IllegalOptionValue, std::string("Error: Failed parsing command line: ") + error.what());
    }
}

std::string firstLine(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    if (!file || !std::getline(file, line)) {
        throw Failure(Problem::IllegalOptionValue, "Error: Illegal option value : cannot read " + path);
    }
    return line;
}

/// The whole text as a number, without a sign trick or a rest.
std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::vector<OptionSpec> withSecretFiles(std::span<const OptionSpec> specs) {
    std::vector<OptionSpec> result;
    for (const auto& spec : specs) {
        result.push_back(spec);
        if (!spec.secret || companion(spec.name).empty()) continue;
        result.push_back({.name = companion(spec.name),
                          .argument = "file",
                          .help = "Read the password above from the first line of this file"});
    }
    return result;
}

Arguments Arguments::parse(std::span<const OptionSpec> specs, const std::vector<std::string>& words) {
    Arguments result;
    for (const auto& spec : specs) {
        if (!spec.fallback.empty()) result.fallbacks_.emplace(spec.name, spec.fallback);
    }
    std::vector<std::string> unknown;
    for (const auto& option : parsedOptions(specs, words)) {
        if (option.unregistered || option.position_key != -1) {
            unknown.push_back(option.original_tokens.empty() ? option.string_key : option.original_tokens.front());
            continue;
        }
        const std::string value = option.value.empty() ? std::string() : option.value.front();
        if (!result.values_.emplace(option.string_key, value).second) {
            throw Failure(Problem::IllegalOptionValue,
                          "Error: Illegal option value : --" + option.string_key + " is given twice");
        }
    }
    if (!unknown.empty()) {
        throw Failure(Problem::UnknownOption,
                      "Error: Unrecognized options on the command line: " + joined(unknown, ", "));
    }
    return result;
}

void Arguments::completeSecrets(std::span<const OptionSpec> specs, const Terminal& terminal) {
    for (const auto& spec : specs) {
        if (!spec.secret || has(spec.name)) continue;
        const std::string_view file = companion(spec.name);
        if (has(file)) {
            values_[std::string(spec.name)] = firstLine(text(file));
            continue;
        }
        if (!spec.account.empty() && text(spec.account).empty()) continue;
        const auto variable = terminal.environment.find(spec.variable);
        if (variable != terminal.environment.end()) {
            values_[std::string(spec.name)] = variable->second;
            continue;
        }
        const bool wanted = spec.need == Need::Mandatory || !spec.account.empty() ||
                            (spec.need == Need::Credential && has("adminuser"));
        if (!wanted) continue;
        const auto answer = terminal.askSecret(std::string(spec.help) + ": ");
        if (answer) values_[std::string(spec.name)] = *answer;
    }
}

void Arguments::requireMandatory(std::span<const OptionSpec> specs) const {
    std::vector<std::string> missing;
    std::vector<std::string> alternatives;
    bool oneGiven = false;
    for (const auto& spec : specs) {
        if (spec.need == Need::EitherOr) {
            alternatives.push_back("--" + std::string(spec.name));
            oneGiven = oneGiven || has(spec.name);
        } else if (spec.need == Need::Mandatory && !has(spec.name)) {
            missing.push_back("--" + std::string(spec.name));
        }
    }
    if (!alternatives.empty() && !oneGiven) missing.push_back(joined(alternatives, " or "));
    if (missing.empty()) return;
    throw Failure(Problem::MissingOption, "Error: Mandatory options missing: " + joined(missing, ", "));
}

std::string Arguments::text(std::string_view name) const {
    if (const auto given = values_.find(name); given != values_.end()) return given->second;
    const auto fallback = fallbacks_.find(name);
    return fallback == fallbacks_.end() ? std::string() : fallback->second;
}

std::optional<std::string> Arguments::maybe(std::string_view name) const {
    const auto given = values_.find(name);
    return given == values_.end() ? std::nullopt : std::optional(given->second);
}

std::int64_t Arguments::id(std::string_view name) const {
    const auto number = wholeNumber(text(name));
    if (!number) throw Failure(Problem::General, "Invalid input detected: Ids must be numbers!");
    return *number;
}

std::int64_t Arguments::integer(std::string_view name) const {
    const auto number = wholeNumber(text(name));
    if (!number) {
        throw Failure(Problem::IllegalOptionValue,
                      "Error: Illegal option value : --" + std::string(name) + " must be a whole number");
    }
    return *number;
}

bool Arguments::truth(std::string_view name) const {
    const std::string value = text(name);
    if (value == "true") return true;
    if (value == "false") return false;
    throw Failure(Problem::IllegalOptionValue,
                  "Error: Illegal option value : Only true or false are allowed for " + std::string(name));
}

std::vector<std::string> Arguments::list(std::string_view name) const {
    std::vector<std::string> parts;
    const std::string value = text(name);
    std::string_view rest = value;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        if (comma != 0) parts.emplace_back(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    return parts;
}

}  // namespace admin::cli

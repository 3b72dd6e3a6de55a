#include "admin/cli/command.h"

#include "admin/cli/failure.h"
#include "admin/cli/help.h"

#include <algorithm>
#include <ostream>
#include <sstream>

namespace admin::cli {
namespace {

constexpr OptionSpec kHelp{.name = "help", .letter = 'h', .help = "Print this text"};
constexpr OptionSpec kEnvironment{.name = "environment", .help = "Show the environment variables that are read"};
constexpr OptionSpec kNoNewlines{.name = "nonl", .help = "Remove all newlines from the output"};

int report(const Command& command, const Arguments& arguments, Problem problem, const std::string& line,
           Terminal& terminal) {
    std::string prefix;
    try {
        prefix = command.failing(arguments);
    } catch (const Failure&) {
        prefix.clear();  // the id that the prefix would name is what is wrong
    }
    std::string text = prefix.empty() ? line : prefix + ": " + line;
    std::replace(text.begin(), text.end(), '\n', ' ');
    terminal.err << text << "\n";
    return static_cast<int>(problem);
}

/// Secrets are not printed, only whether they are there.
std::string environmentText(std::span<const OptionSpec> specs, const Terminal& terminal) {
    std::string text;
    const auto add = [&](std::string_view name, bool secret) {
        const auto found = terminal.environment.find(name);
        const bool set = found != terminal.environment.end();
        text += std::string(name) + " = " + (!set ? "<NOT SET>" : secret ? "<SET>" : found->second) + "\n";
    };
    add("YOKE_CONFIG", false);
    for (const auto& spec : specs) {
        if (!spec.variable.empty()) add(spec.variable, spec.secret);
    }
    return text;
}

bool asksForHelp(const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [](const auto& word) { return word == "-h" || word == "--help"; });
}

}  // namespace

std::vector<OptionSpec> allOptions(const Command& command) {
    std::vector<OptionSpec> specs{kHelp, kEnvironment, kNoNewlines};
    const auto own = withSecretFiles(command.options());
    specs.insert(specs.end(), own.begin(), own.end());
    return specs;
}

int runCommand(const Command& command, const std::vector<std::string>& words, Terminal& terminal) {
    if (asksForHelp(words)) {
        terminal.out << helpText(command);
        return 0;
    }
    const auto specs = allOptions(command);
    std::ostringstream buffer;
    Terminal buffered{
        .out = buffer, .err = terminal.err, .environment = terminal.environment, .askSecret = terminal.askSecret};
    Arguments arguments;
    int status = 0;
    try {
        arguments = Arguments::parse(specs, words);
        if (arguments.has(kEnvironment.name)) {
            terminal.out << environmentText(specs, terminal);
            return 0;
        }
        arguments.completeSecrets(specs, terminal);
        arguments.requireMandatory(specs);
        status = command.run(arguments, arguments.has(kNoNewlines.name) ? buffered : terminal);
    } catch (const Failure& failure) {
        status = report(command, arguments, failure.problem(), failure.what(), terminal);
    } catch (const groupware::Error& error) {
        const std::string text = error.publicText().empty() ? error.what() : error.publicText();
        status = report(command, arguments, problemOf(error), "Error: " + text, terminal);
    }
    std::string text = buffer.str();
    text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
    terminal.out << text;
    terminal.out.flush();
    return status;
}

}  // namespace admin::cli

#include "admin/cli/command.h"

#include "admin/cli/common_options.h"
#include "admin/cli/csv_import.h"
#include "admin/cli/failure.h"
#include "admin/cli/help.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <sstream>

namespace admin::cli {
namespace {

constexpr OptionSpec kHelp{.name = "help", .letter = 'h', .help = "Print this text"};
constexpr OptionSpec kEnvironment{.name = "environment", .help = "Show the environment variables that are read"};
constexpr OptionSpec kNoNewlines{.name = "nonl", .help = "Remove all newlines from the output"};

/// One call of a command, as its error line names it.
struct Attempt {
    const Command& command;
    const Arguments& arguments;
    std::string origin{};  ///< "line 3" of an imported file, or empty
};

int report(const Attempt& attempt, Problem problem, const std::string& line, Terminal& terminal) {
    std::string prefix;
    try {
        prefix = attempt.command.failing(attempt.arguments);
    } catch (const Failure&) {
        prefix.clear();  // the id that the prefix would name is what is wrong
    }
    std::string text = prefix.empty() ? line : prefix + ": " + line;
    if (!attempt.origin.empty()) text = attempt.origin + ": " + text;
    std::replace(text.begin(), text.end(), '\n', ' ');
    terminal.err << text << "\n";
    return static_cast<int>(problem);
}

/// Runs `work`; what it throws becomes one line on standard error. @return the exit status
template <class Work>
int reported(const Attempt& attempt, Terminal& terminal, const Work& work) {
    try {
        return work();
    } catch (const Failure& failure) {
        return report(attempt, failure.problem(), failure.what(), terminal);
    } catch (const groupware::Error& error) {
        const std::string text = error.publicText().empty() ? error.what() : error.publicText();
        return report(attempt, problemOf(error), "Error: " + text, terminal);
    }
}

int runOnce(const Command& command, std::span<const OptionSpec> specs, Arguments& arguments, Terminal& terminal) {
    arguments.completeSecrets(specs, terminal);
    arguments.requireMandatory(specs);
    return command.run(arguments, terminal);
}

/// The administrator's password is asked for once, those of users not at all.
int runImport(const Command& command, std::span<const OptionSpec> specs, Arguments& arguments, Terminal& terminal) {
    arguments.completeSecrets(std::array{common::kAdminPassword}, terminal);
    Terminal unattended{.out = terminal.out,
                        .err = terminal.err,
                        .environment = terminal.environment,
                        .askSecret = [](const std::string&) { return std::nullopt; }};
    const auto callOnce = [&](Arguments& ofRecord, const std::string& origin) {
        return reported({.command = command, .arguments = ofRecord, .origin = origin}, unattended,
                        [&] { return runOnce(command, specs, ofRecord, unattended); });
    };
    return importCsv(specs, arguments, callOnce, terminal.err);
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
    const int status = reported({.command = command, .arguments = arguments}, terminal, [&] {
        arguments = Arguments::parse(specs, words);
        if (arguments.has(kEnvironment.name)) {
            terminal.out << environmentText(specs, terminal);
            return 0;
        }
        Terminal& chosen = arguments.has(kNoNewlines.name) ? buffered : terminal;
        const bool importing = arguments.has(common::kCsvImport.name);
        return importing ? runImport(command, specs, arguments, chosen) : runOnce(command, specs, arguments, chosen);
    });
    std::string text = buffer.str();
    text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
    terminal.out << text;
    terminal.out.flush();
    return status;
}

}  // namespace admin::cli

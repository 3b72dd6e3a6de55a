#include "admin/cli/command.h"

#include "admin/cli/failure.h"
#include "admin/cli/help.h"

#include <algorithm>
#include <ostream>
#include <sstream>

namespace admin::cli {
namespace {

constexpr OptionSpec kHelp{.name = "help", .letter = 'h', .help = "Print this text"};
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

bool asksForHelp(const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [](const auto& word) { return word == "-h" || word == "--help"; });
}

}  // namespace

std::vector<OptionSpec> allOptions(const Command& command) {
    std::vector<OptionSpec> specs{kHelp, kNoNewlines};
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

#include "admin/cli/commands/commands.h"
#include "admin/cli/help.h"
#include "admin/cli/terminal.h"
#include "admin/problem.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using admin::Problem;

const admin::cli::Command* find(const std::vector<std::unique_ptr<admin::cli::Command>>& commands,
                                std::string_view name) {
    for (const auto& command : commands) {
        if (command->text().name == name) return command.get();
    }
    return nullptr;
}

/// Overwrites the passwords among the arguments, so that they leave the process list as soon as they are read.
void hideSecrets(const admin::cli::Command& command, int count, char** arguments) {
    const auto hide = [](char* text) { std::memset(text, 'x', std::strlen(text)); };
    for (const auto& spec : admin::cli::allOptions(command)) {
        if (!spec.secret) continue;
        const std::string longForm = "--" + std::string(spec.name);
        const std::string shortForm = std::string("-") + spec.letter;
        for (int i = 1; i < count; ++i) {
            const std::string_view word(arguments[i]);
            if (word == longForm || (spec.letter != 0 && word == shortForm)) {
                if (i + 1 < count) hide(arguments[i + 1]);
            } else if (word.starts_with(longForm + "=")) {
                hide(arguments[i] + longForm.size() + 1);
            } else if (spec.letter != 0 && word.starts_with(shortForm) && !word.starts_with("--")) {
                hide(arguments[i] + shortForm.size());
            }
        }
    }
}

int listCommands(const std::vector<std::unique_ptr<admin::cli::Command>>& commands) {
    for (const auto& command : commands) std::cout << command->text().name << "\n";
    return 0;
}

int printUsage(const std::vector<std::unique_ptr<admin::cli::Command>>& commands) {
    std::cout << "Usage: yoke-cli <command> [options]\n"
                 "All command-line tools in one program; it is installed under each name, too.\n\n";
    std::size_t longest = 0;
    for (const auto& command : commands) longest = std::max(longest, command->text().name.size());
    for (const auto& command : commands) {
        const auto text = command->text();
        std::cout << "  " << std::left << std::setw(static_cast<int>(longest) + 2) << text.name << text.summary << "\n";
    }
    std::cout << "\n<command> --help prints its options, yoke-cli --man <command> its man page.\n";
    return 0;
}

int runNamed(std::string name, int count, char** arguments) {
    const auto commands = admin::cli::allCommands();
    std::vector<std::string> words(arguments + 1, arguments + count);
    if (name == "yoke-cli") {
        if (words.empty() || words.front() == "--help" || words.front() == "-h") return printUsage(commands);
        if (words.front() == "--list") return listCommands(commands);
        name = words.front();
        words.erase(words.begin());
    }
    const bool wantsManual = name == "--man";
    if (wantsManual) {
        if (words.empty()) {
            std::cerr << "Error: --man needs the name of a command\n";
            return static_cast<int>(Problem::MissingOption);
        }
        name = words.front();
    }
    const auto* command = find(commands, name);
    if (command == nullptr) {
        std::cerr << "Error: there is no command " << name << "; yoke-cli --list names them all\n";
        return static_cast<int>(Problem::UnknownOption);
    }
    if (wantsManual) {
        std::cout << admin::cli::manPage(*command);
        return 0;
    }
    hideSecrets(*command, count, arguments);
    auto terminal = admin::cli::systemTerminal();
    return admin::cli::runCommand(*command, words, terminal);
}

}  // namespace

/// All command-line tools in one program: the name it is called by, or its first argument, chooses one.
int main(int count, char** arguments) {
    try {
        return runNamed(std::filesystem::path(arguments[0]).filename().string(), count, arguments);
    } catch (const std::exception& error) {
        std::cerr << "Error: " << error.what() << "\n";
        return static_cast<int>(Problem::General);
    }
}

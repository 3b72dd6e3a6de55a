#pragma once

#include "admin/cli/arguments.h"
#include "admin/cli/option_spec.h"
#include "admin/cli/terminal.h"

#include <string>
#include <string_view>
#include <vector>

namespace admin::cli {

/// What help and man page say about a command.
struct CommandText {
    std::string_view name;
    std::string_view summary;      ///< a phrase in lower case, for the NAME line of the man page
    std::string_view description;  ///< sentences
    std::string_view example;      ///< one command line, without the prompt
};

/// One command-line tool. A value without state: everything comes with the call.
class Command {
public:
    virtual ~Command() = default;

    [[nodiscard]] virtual CommandText text() const = 0;
    /// All options, common ones included; `--help` and `--nonl` are added by run().
    [[nodiscard]] virtual std::vector<OptionSpec> options() const = 0;
    /// What a failure line starts with, for example "context 1 could not be created"; may be empty.
    [[nodiscard]] virtual std::string failing(const Arguments& arguments) const = 0;
    /// @return the exit status
    /// @throws Failure, groupware::Error
    virtual int run(const Arguments& arguments, Terminal& terminal) const = 0;
};

/// Parses, asks for secrets, runs and reports: the whole life of a call.
/// @param words  the command line without the program's name
/// @return the exit status
int runCommand(const Command& command, const std::vector<std::string>& words, Terminal& terminal);

/// `command`'s options as runCommand() reads them.
[[nodiscard]] std::vector<OptionSpec> allOptions(const Command& command);

}  // namespace admin::cli

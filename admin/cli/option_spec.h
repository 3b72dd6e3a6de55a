#pragma once

#include <string_view>

namespace admin::cli {

/// Whether a command runs without an option; the marker in the help.
enum class Need : char {
    Optional = ' ',
    Mandatory = '*',
    Credential = '?',  ///< needed unless authentication is switched off
    EitherOr = '|',    ///< at least one of those so marked
};

/// One command-line option. Parsing, help and man page are made from this alone, so they cannot disagree.
struct OptionSpec {
    std::string_view name;        ///< long form, without dashes
    char letter = 0;              ///< short form, or 0
    std::string_view argument{};  ///< what its value is called; empty: a switch
    std::string_view help{};      ///< one sentence, without full stop
    Need need = Need::Optional;
    std::string_view fallback{};  ///< value if absent; empty: none
    bool secret = false;          ///< never printed; also taken from `--<name>-file`, the environment or the terminal
    std::string_view variable{};  ///< environment variable that stands in for an absent secret
    std::string_view account{};  ///< of a secret: the option that it belongs to; without it the secret is not asked for
};

}  // namespace admin::cli

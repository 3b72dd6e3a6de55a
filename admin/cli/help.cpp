#include "admin/cli/help.h"

#include "admin/problem.h"

#include <algorithm>
#include <array>
#include <vector>

namespace admin::cli {
namespace {

constexpr std::size_t kHelpColumn = 36;
constexpr std::size_t kLineLength = 80;  // of most terminals

/// Appends `text` to `page`, whose last line has `column` characters, and begins new lines at spaces, indented by
/// `indent`. A word longer than a line stays whole.
void appendWrapped(std::string& page, std::string_view text, std::size_t column, std::size_t indent) {
    bool first = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        if (!first && column + 1 + word.size() > kLineLength) {
            page.append(1, '\n').append(indent, ' ');
            column = indent;
        } else if (!first) {
            page += ' ';
            ++column;
        }
        page += word;
        column += word.size();
        first = false;
        at = end + 1;
    }
}

std::string leftColumn(const OptionSpec& spec) {
    std::string text = spec.letter != 0 ? std::string(" -") + spec.letter + "," : std::string("    ");
    text += "--" + std::string(spec.name);
    if (!spec.argument.empty()) text += " <" + std::string(spec.argument) + ">";
    return text;
}

struct Marker {
    Need need;
    std::string_view meaning;
};
constexpr std::array<Marker, 3> kMarkers{{
    {Need::Mandatory, "mandatory"},
    {Need::Credential, "needed unless authentication is switched off"},
    {Need::EitherOr, "at least one of those marked so"},
}};

/// What the markers of these options mean.
std::string legend(const std::vector<OptionSpec>& options) {
    std::string text = "\n";
    for (const auto& marker : kMarkers) {
        const auto marked = [&](const OptionSpec& spec) { return spec.need == marker.need; };
        if (std::none_of(options.begin(), options.end(), marked)) continue;
        text += std::string(" ") + static_cast<char>(marker.need) + " " + std::string(marker.meaning) + "\n";
    }
    return text;
}

std::string sentence(const OptionSpec& spec) {
    std::string text(spec.help);
    if (!spec.fallback.empty()) text += ". Default: " + std::string(spec.fallback);
    if (!spec.variable.empty()) text += ". Environment: " + std::string(spec.variable);
    return text;
}

/// Escapes for man(7): a leading dot or quote starts a request, a backslash an escape, a bare dash a hyphen.
std::string roff(std::string_view text) {
    std::string result;
    if (text.starts_with('.') || text.starts_with('\'')) result += "\\&";
    for (const char c : text) {
        if (c == '\\') {
            result += "\\e";
        } else if (c == '-') {
            result += "\\-";
        } else {
            result += c;
        }
    }
    return result;
}

struct Status {
    Problem problem;
    std::string_view meaning;
};
constexpr std::array<Status, 12> kStatuses{{
    {Problem::General, "any other failure"},
    {Problem::InvalidCredentials, "wrong administrator or password"},
    {Problem::NoSuchContext, "no such context"},
    {Problem::InvalidData, "the daemon refused the data"},
    {Problem::MissingOption, "a mandatory option is missing"},
    {Problem::CommunicationError, "the administration daemon cannot be reached"},
    {Problem::ServerStorageError, "a database or filestore is not available"},
    {Problem::RemoteError, "the daemon failed"},
    {Problem::NoSuchUser, "no such user"},
    {Problem::IllegalOptionValue, "an option has an illegal value"},
    {Problem::ContextAlreadyExists, "the context exists"},
    {Problem::UnknownOption, "unknown option"},
}};

std::string upper(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return result;
}

std::string manOption(const OptionSpec& spec) {
    std::string text = ".TP\n";
    if (spec.letter != 0) text += std::string("\\fB\\-") + spec.letter + "\\fR, ";
    text += "\\fB\\-\\-" + roff(spec.name) + "\\fR";
    if (!spec.argument.empty()) text += " \\fI" + roff(spec.argument) + "\\fR";
    text += "\n" + roff(sentence(spec)) + ".";
    switch (spec.need) {
        case Need::Mandatory: text += " Mandatory."; break;
        case Need::Credential: text += " Needed unless authentication is switched off."; break;
        case Need::EitherOr: text += " At least one of the options so marked is needed."; break;
        case Need::Optional: break;
    }
    return text + "\n";
}

}  // namespace

std::string helpText(const Command& command) {
    const auto text = command.text();
    std::string result = "Usage: " + std::string(text.name) + " [options]\n";
    appendWrapped(result, text.description, 0, 0);
    result += "\n\n";
    const auto options = allOptions(command);
    for (const auto& spec : options) {
        const std::string left = leftColumn(spec);
        result += left;
        if (left.size() < kHelpColumn) {
            result.append(kHelpColumn - left.size(), ' ');
        } else {
            result.append(1, '\n').append(kHelpColumn, ' ');
        }
        result += static_cast<char>(spec.need);
        result += ' ';
        appendWrapped(result, sentence(spec), kHelpColumn + 2, kHelpColumn + 2);
        result += '\n';
    }
    return result + legend(options);
}

std::string manPage(const Command& command) {
    const auto text = command.text();
    std::string page = ".TH " + upper(text.name) + " 8 \"\" \"Yoke\" \"Yoke administration\"\n";
    page += ".SH NAME\n" + roff(text.name) + " \\- " + roff(text.summary) + "\n";
    page += ".SH SYNOPSIS\n.B " + roff(text.name) + "\n[\\fIoptions\\fR]\n";
    page += ".SH DESCRIPTION\n" + roff(text.description) + "\n";
    page += ".SH OPTIONS\n";
    for (const auto& spec : allOptions(command)) page += manOption(spec);
    page += ".SH EXIT STATUS\n.TP\n\\fB0\\fR\nsuccess\n";
    for (const auto& status : kStatuses) {
        page += ".TP\n\\fB" + std::to_string(static_cast<int>(status.problem)) + "\\fR\n" + roff(status.meaning) + "\n";
    }
    page += ".SH EXAMPLE\n.nf\n" + roff(text.example) + "\n.fi\n";
    page += ".SH SEE ALSO\n.BR yoke\\-admin (8)\n";
    return page;
}

}  // namespace admin::cli

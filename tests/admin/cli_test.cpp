#include "admin/cli/arguments.h"
#include "admin/cli/command.h"
#include "admin/cli/commands/commands.h"
#include "admin/cli/daemon_address.h"
#include "admin/cli/failure.h"
#include "admin/cli/help.h"
#include "admin/cli/table.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <set>
#include <sstream>

namespace admin::cli {
namespace {

const std::vector<OptionSpec> kSpecs{
    {.name = "name", .letter = 'n', .argument = "name", .help = "Name", .need = Need::Mandatory},
    {.name = "quota", .letter = 'q', .argument = "MB", .help = "Quota"},
    {.name = "size", .argument = "MB", .help = "Size", .fallback = "1000"},
    {.name = "csv", .help = "CSV"},
    {.name = "password",
     .letter = 'p',
     .argument = "password",
     .help = "Password",
     .need = Need::Mandatory,
     .secret = true,
     .variable = "NEW_USER_PASSWORD"},
};

/// A terminal whose person answers `answer`, if there is one.
struct Desk {
    std::ostringstream out;
    std::ostringstream err;
    std::optional<std::string> answer;
    int asked = 0;

    Terminal terminal(std::map<std::string, std::string, std::less<>> environment = {}) {
        return {.out = out, .err = err, .environment = std::move(environment), .askSecret = [this](const auto&) {
                    ++asked;
                    return answer;
                }};
    }
};

Problem problemOfParsing(const std::vector<std::string>& words) {
    try {
        auto arguments = Arguments::parse(kSpecs, words);
        arguments.requireMandatory(kSpecs);
    } catch (const Failure& failure) {
        return failure.problem();
    }
    return Problem{};
}

TEST(Arguments, BothWaysToWriteAValueAreRead) {
    for (const auto& words : {std::vector<std::string>{"--name=a b", "--quota=-1"},
                              {"--name", "a b", "--quota", "-1"},
                              {"-n", "a b", "-q", "-1"}}) {
        const auto arguments = Arguments::parse(kSpecs, words);
        EXPECT_EQ(arguments.text("name"), "a b");
        EXPECT_EQ(arguments.integer("quota"), -1);
        EXPECT_EQ(arguments.text("size"), "1000");
        EXPECT_FALSE(arguments.has("csv"));
    }
}

TEST(Arguments, EachMistakeHasItsStatus) {
    EXPECT_EQ(problemOfParsing({"--nme", "x"}), Problem::UnknownOption);
    EXPECT_EQ(problemOfParsing({"--nam", "x"}), Problem::UnknownOption) << "abbreviations are not guessed";
    EXPECT_EQ(problemOfParsing({"stray"}), Problem::UnknownOption);
    EXPECT_EQ(problemOfParsing({"-n"}), Problem::IllegalOptionValue);
    EXPECT_EQ(problemOfParsing({"-n", "a", "-n", "b"}), Problem::IllegalOptionValue);
    EXPECT_EQ(problemOfParsing({"-q", "1"}), Problem::MissingOption);
    const auto arguments = Arguments::parse(kSpecs, {"-n", "x", "-q", "1x"});
    EXPECT_THROW((void)arguments.integer("quota"), Failure);
    EXPECT_THROW((void)arguments.truth("name"), Failure);
    try {
        (void)arguments.id("quota");
        FAIL();
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problem(), Problem::General);
        EXPECT_STREQ(failure.what(), "Invalid input detected: Ids must be numbers!");
    }
}

TEST(Arguments, SecretsComeFromOptionFileEnvironmentAndTerminalInThisOrder) {
    const auto specs = withSecretFiles(kSpecs);
    const auto file = std::filesystem::temp_directory_path() / "yoke-cli-test-secret";
    std::ofstream(file) << "from file\n";
    const auto secretOf = [&](const std::vector<std::string>& words, Desk& desk, bool variable) {
        auto terminal = desk.terminal();
        if (variable) terminal.environment.emplace("NEW_USER_PASSWORD", "from environment");
        auto arguments = Arguments::parse(specs, words);
        arguments.completeSecrets(specs, terminal);
        return arguments.maybe("password");
    };
    Desk desk;
    desk.answer = "typed";
    EXPECT_EQ(secretOf({"-p", "given", "--password-file", file}, desk, true), "given");
    EXPECT_EQ(secretOf({"--password-file", file}, desk, true), "from file");
    EXPECT_EQ(secretOf({}, desk, true), "from environment");
    EXPECT_EQ(desk.asked, 0);
    EXPECT_EQ(secretOf({}, desk, false), "typed");
    desk.answer.reset();
    EXPECT_EQ(secretOf({}, desk, false), std::nullopt);
    std::filesystem::remove(file);
}

TEST(Arguments, ListsAreSplitAtCommas) {
    const auto arguments = Arguments::parse(kSpecs, {"-n", "a,,b,"});
    EXPECT_EQ(arguments.list("name"), (std::vector<std::string>{"a", "b"}));
}

const std::vector<Column> kColumns{{.key = "id", .heading = "id", .csvHeading = "id", .align = Align::Right},
                                   {.key = "path", .heading = "path", .csvHeading = "uri"},
                                   {.key = "login", .csvHeading = "login"},
                                   {.key = "used", .heading = "used", .csvHeading = "used", .align = Align::Right}};

TEST(Table, ColumnsAreAsWideAsTheirWidestCell) {
    EXPECT_EQ(
        formatTable(kColumns, {{"4", "file:///var/oxfilestore", "x", "959"}, {"10", "file:///ü", "x", std::nullopt}}),
        "id path                    used\n"
        " 4 file:///var/oxfilestore  959\n"
        "10 file:///ü\n");
    EXPECT_EQ(formatTable(kColumns, {}), "id path used\n");
}

TEST(Table, CsvQuotesEveryValueAndLeavesNullEmpty) {
    EXPECT_EQ(formatCsv(kColumns, {{"4", "a \"b\",c", "me", std::nullopt}}),
              "id,uri,login,used\n\"4\",\"a \"\"b\"\",c\",\"me\",\n");
}

/// Succeeds for every context but 5, and asks for a password that files may hold.
class Recorder final : public Command {
public:
    [[nodiscard]] CommandText text() const override { return {}; }
    [[nodiscard]] std::vector<OptionSpec> options() const override {
        return {{.name = "contextid", .letter = 'c', .argument = "id", .help = "Id", .need = Need::Mandatory},
                {.name = "password",
                 .letter = 'p',
                 .argument = "password",
                 .help = "Password",
                 .need = Need::Mandatory,
                 .secret = true},
                {.name = "csv-import", .argument = "file", .help = "File"}};
    }
    [[nodiscard]] std::string failing(const Arguments& arguments) const override {
        return "context " + arguments.text("contextid") + " could not be recorded";
    }
    int run(const Arguments& arguments, Terminal& terminal) const override {
        if (arguments.text("contextid") == "5") throw Failure(Problem::ContextAlreadyExists, "Error: known");
        if (arguments.text("contextid") == "6") throw Failure(Problem::CommunicationError, "Error: gone");
        terminal.out << arguments.text("contextid") << "/" << arguments.text("password") << "\n";
        return 0;
    }
};

/// What Recorder does with a file of this text.
int importText(const std::string& text, const std::vector<std::string>& more, Desk& desk) {
    const auto file = std::filesystem::temp_directory_path() / "yoke-cli-test-import.csv";
    std::ofstream(file) << text;
    std::vector<std::string> words{"--csv-import", file};
    words.insert(words.end(), more.begin(), more.end());
    auto terminal = desk.terminal();
    const int status = runCommand(Recorder(), words, terminal);
    std::filesystem::remove(file);
    return status;
}

TEST(CsvImport, EachLineIsACallWithTheOptionsOfTheCommandLineBesides) {
    Desk desk;
    EXPECT_EQ(importText("contextid,password\n4,four\n7,\n", {"-p", "common"}, desk), 0);
    EXPECT_EQ(desk.out.str(), "4/four\n7/common\n");
    EXPECT_EQ(desk.err.str(), "");
}

TEST(CsvImport, ALineThatFailsIsReportedAndTheOthersGoOn) {
    Desk desk;
    desk.answer = "typed";
    EXPECT_EQ(importText("contextid,password\n5,a\n7,b\n8\n9,\n", {}, desk), 110);
    EXPECT_EQ(desk.out.str(), "7/b\n");
    EXPECT_EQ(desk.err.str(),
              "line 2: context 5 could not be recorded: Error: known\n"
              "line 4: Error: 1 values for 2 columns\n"
              "line 5: context 9 could not be recorded: Error: Mandatory options missing: --password\n"
              "3 of 4 lines failed\n");
    EXPECT_EQ(desk.asked, 0) << "nobody is asked for the password of each user";
}

TEST(CsvImport, ADaemonThatIsGoneEndsIt) {
    Desk desk;
    EXPECT_EQ(importText("contextid,password\n6,a\n7,b\n8,c\n", {}, desk), 105);
    EXPECT_EQ(desk.out.str(), "");
    EXPECT_TRUE(desk.err.str().ends_with("1 of 3 lines failed, 2 were not tried\n")) << desk.err.str();
}

TEST(CsvImport, UnknownColumnsAndMissingFilesAreRefusedBeforeAnythingIsDone) {
    Desk desk;
    EXPECT_EQ(importText("contextid,pasword\n4,x\n", {}, desk), 111);
    EXPECT_EQ(importText("contextid,csv-import\n4,x\n", {}, desk), 111);
    EXPECT_EQ(importText("contextid,help\n4,x\n", {}, desk), 111);
    EXPECT_EQ(importText("contextid,contextid\n4,4\n", {}, desk), 114);
    EXPECT_EQ(importText("", {}, desk), 114);
    EXPECT_EQ(importText("contextid\n4\n\"5\n", {}, desk), 114);
    EXPECT_NE(desk.err.str().find("Error: line 4: a quote is not closed\n"), std::string::npos) << desk.err.str();
    auto terminal = desk.terminal();
    EXPECT_EQ(runCommand(Recorder(), {"--csv-import", "/nothing/there"}, terminal), 109);
    EXPECT_EQ(desk.out.str(), "");
}

TEST(Commands, CsvAndJsonExcludeEachOther) {
    Desk desk;
    auto terminal = desk.terminal();
    EXPECT_EQ(runCommand(*listServer(), {"--csv", "--json", "--admin-url", "http://127.0.0.1:1"}, terminal), 109);
    EXPECT_NE(desk.err.str().find("--csv and --json exclude each other"), std::string::npos) << desk.err.str();
}

TEST(Commands, EveryOptionIsDeclaredOnceAndStandsInHelpAndManual) {
    std::set<std::string_view> names;
    for (const auto& command : allCommands()) {
        EXPECT_TRUE(names.insert(command->text().name).second) << command->text().name;
        const std::string help = helpText(*command);
        const std::string page = manPage(*command);
        std::set<std::string_view> longForms;
        std::set<char> letters;
        for (const auto& spec : allOptions(*command)) {
            const std::string name(spec.name);
            EXPECT_TRUE(longForms.insert(spec.name).second) << command->text().name << " --" << name;
            if (spec.letter != 0) {
                EXPECT_TRUE(letters.insert(spec.letter).second) << command->text().name << " -" << spec.letter;
            }
            EXPECT_NE(help.find("--" + name), std::string::npos) << command->text().name << " --" << name;
            std::string escaped;
            for (const char c : name) escaped += c == '-' ? "\\-" : std::string(1, c);
            EXPECT_NE(page.find("\\fB\\-\\-" + escaped + "\\fR"), std::string::npos) << command->text().name << name;
            EXPECT_FALSE(spec.help.empty() || spec.help.ends_with('.')) << command->text().name << " --" << name;
        }
        EXPECT_NE(page.find(".SH EXIT STATUS"), std::string::npos);
        EXPECT_NE(page.find(".SH EXAMPLE"), std::string::npos);
    }
    EXPECT_EQ(names.size(), 47U);
}

TEST(Commands, HelpFitsATerminalAndLosesNoWord) {
    for (const auto& command : allCommands()) {
        const std::string help = helpText(*command);
        std::istringstream lines(help);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
        std::istringstream shown(help);
        std::istringstream declared{std::string(command->text().description)};
        for (std::string word, wanted; declared >> wanted;) {
            while (shown >> word && word != wanted) {
            }
            EXPECT_EQ(word, wanted) << command->text().name;
        }
    }
}

TEST(Commands, HelpExplainsTheMarkersItUses) {
    EXPECT_EQ(helpText(*initConfigDb()).find(" | at least one"), std::string::npos);
    EXPECT_NE(helpText(*initConfigDb()).find("\n * mandatory\n"), std::string::npos);
    EXPECT_NE(helpText(*promoteDatabase()).find("\n | at least one of those marked so\n"), std::string::npos);
}

TEST(Commands, TheirExamplesParse) {
    for (const auto& command : allCommands()) {
        // Words of the example, with quotes as a shell reads them.
        std::vector<std::string> words;
        std::istringstream example{std::string(command->text().example)};
        for (std::string word; example >> std::quoted(word);) words.push_back(word);
        ASSERT_EQ(words.front(), command->text().name);
        words.erase(words.begin());
        const auto specs = allOptions(*command);
        EXPECT_NO_THROW(Arguments::parse(specs, words).requireMandatory(specs)) << command->text().name;
    }
}

TEST(Commands, AMissingOptionIsOneLineOnStandardErrorThatNamesItAndNoSecret) {
    Desk desk;
    auto terminal = desk.terminal();
    const auto command = createUser();
    EXPECT_EQ(runCommand(*command, {"-c", "1", "-u", "test", "-A", "oxadmin", "-P", "hidden"}, terminal), 104);
    EXPECT_EQ(desk.err.str(),
              "user in context 1 could not be created: Error: Mandatory options missing: --displayname, --givenname, "
              "--surname, --password, --email\n");
    EXPECT_EQ(desk.out.str(), "");
}

TEST(Commands, EnvironmentShowsWhatIsSetButNoSecret) {
    Desk desk;
    auto terminal = desk.terminal({{"ADMIN_PASSWORD", "hidden"}, {"YOKE_CONFIG", "/etc/yoke"}});
    EXPECT_EQ(runCommand(*createUser(), {"--environment"}, terminal), 0);
    EXPECT_EQ(desk.out.str(), "YOKE_CONFIG = /etc/yoke\nADMIN_PASSWORD = <SET>\nNEW_USER_PASSWORD = <NOT SET>\n");
}

TEST(DaemonAddress, ComesFromTheOptionTheEnvironmentOrTheConfiguration) {
    const auto directory = std::filesystem::temp_directory_path() / "yoke-cli-test-config";
    std::filesystem::create_directories(directory / "node.d");
    std::ofstream(directory / "admin.properties") << "# admin.port=1\nadmin.port = 7000\nother=x\n";
    Desk desk;
    const auto urlOf = [&](const std::vector<std::string>& words, const Terminal& terminal) {
        const auto specs = allOptions(*listServer());
        return daemonUrl(Arguments::parse(specs, words), terminal);
    };
    const std::vector<std::string> configured{"--config-dir", directory};
    EXPECT_EQ(urlOf(configured, desk.terminal()), "http://127.0.0.1:7000");
    std::ofstream(directory / "node.d" / "zz.properties") << "admin.port=7001\n";
    EXPECT_EQ(urlOf(configured, desk.terminal()), "http://127.0.0.1:7001");
    EXPECT_EQ(urlOf(configured, desk.terminal({{"YOKE_ADMIN_PORT", "7002"}})), "http://127.0.0.1:7002");
    EXPECT_EQ(urlOf({}, desk.terminal({{"YOKE_CONFIG", directory}})), "http://127.0.0.1:7001");
    EXPECT_EQ(urlOf({"--config-dir", "/nowhere"}, desk.terminal()), "http://127.0.0.1:8016");
    EXPECT_EQ(urlOf({"--admin-url", "https://admin.example.com"}, desk.terminal()), "https://admin.example.com");
    std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace admin::cli

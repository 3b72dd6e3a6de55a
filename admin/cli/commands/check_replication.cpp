#include "admin/cli/commands/commands.h"
#include "admin/cli/failure.h"
#include "admin/cli/remote_command.h"

#include <Poco/JSON/Array.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <sstream>

namespace admin::cli {
namespace {

constexpr int kUnknown = 3;
constexpr std::array<std::string_view, 4> kLevels{"OK", "WARNING", "CRITICAL", "UNKNOWN"};

/// Worst first: OK, WARNING, UNKNOWN, CRITICAL.
bool worse(int left, int right) {
    constexpr std::array<int, 4> kRank{0, 1, 3, 2};
    return kRank.at(static_cast<std::size_t>(left)) > kRank.at(static_cast<std::size_t>(right));
}

std::string summaryOf(const Poco::JSON::Object& cluster) {
    std::string text = cluster.getValue<std::string>("name") + ": ";
    const auto findings = cluster.getArray("findings");
    if (findings->empty()) {
        return text + "master " + cluster.getValue<std::string>("master") + ", " +
               std::to_string(cluster.getArray("lag")->size()) + " replicas";
    }
    for (std::size_t i = 0; i < findings->size(); ++i) {
        text += (i == 0 ? "" : "; ") + findings->getElement<std::string>(static_cast<unsigned>(i));
    }
    return text;
}

/// https://www.monitoring-plugins.org/doc/guidelines.html, "Performance data".
std::string performanceOf(const Poco::JSON::Object& cluster, const Arguments& arguments) {
    std::ostringstream text;
    const auto lags = cluster.getArray("lag");
    for (std::size_t i = 0; i < lags->size(); ++i) {
        const auto lag = lags->getObject(static_cast<unsigned>(i));
        const auto name = lag->getValue<std::string>("name");
        if (lag->has("seconds")) {
            text << " '" << name << "_lag'=" << lag->getValue<std::int64_t>("seconds") << "s;"
                 << arguments.integer("warning") << ";" << arguments.integer("critical") << ";0";
        }
        text << " '" << name << "_transactions'=" << lag->getValue<std::int64_t>("transactions") << ";;;0";
    }
    return text.str();
}

class CheckReplication final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "checkreplication",
                .summary = "check the replication of the databases, for monitoring",
                .description =
                    "Asks all servers of the databases and prints one line with performance data, as Nagios and its "
                    "kind read it. Checked are: exactly one master, all servers of its term, replicas that receive and "
                    "apply without errors, are read-only and not late, heartbeats, semi-synchronous replication as "
                    "strict as the durability says, gtid_strict_mode. The exit status is 0 if all is well, 1 for a "
                    "warning, 2 if it is critical, and 3 if it could not be found out.",
                .example = "checkreplication --warning 5 --critical 30 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {{.name = "name",
                 .letter = 'n',
                 .argument = "name",
                 .help = "Name of a database or of one of its servers, or configdb; all if absent",
                 .fallback = "*"},
                {.name = "warning",
                 .letter = 'w',
                 .argument = "seconds",
                 .help = "Lag of a replica that is a warning",
                 .fallback = "5"},
                {.name = "critical",
                 .letter = 'c',
                 .argument = "seconds",
                 .help = "Lag of a replica that is critical",
                 .fallback = "30"}};
    }
    [[nodiscard]] Subject subject(const Arguments& /*arguments*/) const override { return {.object = "replication"}; }
    [[nodiscard]] std::string_view verb() const override { return "checked"; }
    int execute(Call& call) const override {
        try {
            return check(call);
        } catch (const Failure& failure) {
            call.terminal.out << "REPLICATION UNKNOWN - " << failure.what() << "\n";
            return kUnknown;
        }
    }

private:
    static int check(Call& call) {
        std::string path = withQuery("/replication", "pattern", call.arguments.text("name"));
        path = withQuery(path, "warning", std::to_string(call.arguments.integer("warning")));
        path = withQuery(path, "critical", std::to_string(call.arguments.integer("critical")));
        const auto answer = call.rest.get(path);
        const auto items = answer->getArray("items");
        int status = items->empty() ? kUnknown : 0;
        std::string summary;
        std::string performance;
        for (std::size_t i = 0; i < items->size(); ++i) {
            const auto cluster = items->getObject(static_cast<unsigned>(i));
            const int level = std::clamp(cluster->getValue<int>("status"), 0, kUnknown);
            if (worse(level, status)) status = level;
            summary += (summary.empty() ? "" : ", ") + summaryOf(*cluster);
            performance += performanceOf(*cluster, call.arguments);
        }
        if (call.arguments.has("json")) {
            items->stringify(call.terminal.out, 2);
            call.terminal.out << "\n";
            return status;
        }
        std::replace(summary.begin(), summary.end(), '|', '/');  // what follows it is performance data
        std::replace(summary.begin(), summary.end(), '\n', ' ');
        call.terminal.out << "REPLICATION " << kLevels.at(static_cast<std::size_t>(status)) << " - "
                          << (summary.empty() ? "no databases" : summary)
                          << (performance.empty() ? "" : " |" + performance) << "\n";
        return status;
    }
};

}  // namespace

std::unique_ptr<Command> checkReplication() {
    return std::make_unique<CheckReplication>();
}

}  // namespace admin::cli

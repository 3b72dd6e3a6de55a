#include "admin/cli/commands/commands.h"
#include "admin/cli/failure.h"
#include "admin/cli/remote_command.h"

#include <Poco/JSON/Array.h>

#include <ostream>

namespace admin::cli {
namespace {

class PromoteDatabase final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "promotedatabase",
            .summary = "make another database server the master",
            .description =
                "Makes a replica the master of its database. If the master answers it is a switchover: the master is "
                "made read-only, the connections of the nodes to it are ended, the replica gets everything, the master "
                "becomes its replica; writes wait for about a second. If it does not answer, the replica that received "
                "most is cut off, applies everything it received however long that takes, and is opened, but not "
                "before nodes have stopped to believe in the old master. Nodes find the new master by themselves. With "
                "durability strict no acknowledged change is lost; with available the last ones may be, so "
                "that all contexts get a new epoch: every client synchronises once from the beginning. All servers "
                "but one must answer, because a missing replica may hold acknowledged changes. An old master that "
                "comes back is not used by any node; --rejoin makes it a replica. A call that failed on the way is "
                "repeated as it was. --to with the name of the present master sets its semi-synchronous replication "
                "as the durability of the database says. The account must have READ ONLY ADMIN, REPLICATION SLAVE "
                "ADMIN, REPLICATION MASTER ADMIN, CONNECTION ADMIN, RELOAD and PROCESS; without these the SQL to run "
                "by hand is printed.",
            .example = "promotedatabase -n oxdatabase --to oxdatabase_slave -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            {.name = "name",
             .letter = 'n',
             .argument = "name",
             .help = "Name of the database, or of any of its servers",
             .need = Need::EitherOr},
            {.name = "configdb", .help = "The servers of the config DB", .need = Need::EitherOr},
            {.name = "to", .argument = "name", .help = "Server to promote; the one that received most if absent"},
            {.name = "rejoin",
             .argument = "name",
             .help = "Promote nothing; make this server follow the master again",
             .need = Need::EitherOr},
            {.name = "old-master-is-dead",
             .help = "The old master, and every other server that does not answer, will surely not come back: wait "
                     "for nothing, and do without them"},
            {.name = "dry-run", .help = "Print what would be done, as SQL, and do nothing"},
            {.name = "replication-user",
             .argument = "user",
             .help = "Account by which an old master follows the new one; if absent, the account of the new master"},
            {.name = "replication-passwd",
             .argument = "password",
             .help = "Password of that account",
             .secret = true,
             .variable = "REPLICATION_PASSWORD",
             .account = "replication-user"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        if (arguments.has("rejoin")) return {.object = "database", .id = arguments.text("rejoin")};
        return {.object = "database", .id = arguments.has("configdb") ? "configdb" : arguments.text("name")};
    }
    [[nodiscard]] std::string_view verb() const override { return "promoted"; }
    int execute(Call& call) const override {
        const auto answer = call.rest.post("/promotions", bodyOf(call.arguments));
        if (call.arguments.has("json")) {
            succeed(call, subject(call.arguments), answer);
            return answer->getValue<bool>("done") || call.arguments.has("dry-run") ? 0 : 1;
        }
        for (const auto& line : *answer->getArray("lines")) call.terminal.out << line.toString() << "\n";
        for (const auto& warning : *answer->getArray("warnings")) {
            call.terminal.err << "Warning: " << warning.toString() << "\n";
        }
        const auto master = answer->getValue<std::string>("master");
        if (!answer->getValue<bool>("done")) {
            call.terminal.out << "-- nothing was done; " << master << " would be the master\n";
            return call.arguments.has("dry-run") ? 0 : 1;
        }
        if (call.arguments.has("rejoin")) {
            call.terminal.out << "database " << call.arguments.text("rejoin") << " follows " << master << "\n";
        } else {
            call.terminal.out << "database " << master << " is the master\n";
        }
        return 0;
    }

private:
    static Poco::JSON::Object bodyOf(const Arguments& arguments) {
        if (arguments.has("rejoin") && arguments.has("to")) {
            throw Failure(Problem::IllegalOptionValue,
                          "Error: Illegal option value : --to and --rejoin exclude each other");
        }
        Poco::JSON::Object body;
        setGiven(body, arguments,
                 {{"to", "to"},
                  {"rejoin", "rejoin"},
                  {"replication-user", "replicationUser"},
                  {"replication-passwd", "replicationPassword"}});
        body.set("database", arguments.has("name") ? arguments.text("name") : arguments.text("rejoin"));
        body.set("configDatabase", arguments.has("configdb"));
        body.set("oldMasterIsDead", arguments.has("old-master-is-dead"));
        body.set("dryRun", arguments.has("dry-run"));
        return body;
    }
};

}  // namespace

std::unique_ptr<Command> promoteDatabase() {
    return std::make_unique<PromoteDatabase>();
}

}  // namespace admin::cli

#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/config_db_tls.h"
#include "admin/cli/failure.h"
#include "dbpool/configdb/installation.h"
#include "dbpool/configdb/options.h"
#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"

#include <ostream>

namespace admin::cli {
namespace {

class InitConfigDb final : public Command {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "initconfigdb",
                .summary = "create the config DB",
                .description =
                    "Creates the config DB on its master, and the key of the cluster, which only the password of the "
                    "config DB account opens. Needs to be run once per cluster.",
                .example =
                    "initconfigdb --configdb-user=openexchange --configdb-pass=secret "
                    "--configdb-host=10.20.30.217"};
    }
    [[nodiscard]] std::vector<OptionSpec> options() const override {
        std::vector<OptionSpec> specs{
            common::kConfigDbUser,
            common::kConfigDbPassword,
            {.name = "configdb-host",
             .argument = "host",
             .help = "Host or host:port of the master of the config DB",
             .fallback = "localhost"},
            {.name = "configdb-port", .letter = 'p', .argument = "port", .help = "Port of the master"},
            common::kConfigDbName,
            {.name = "mysql-root-user",
             .argument = "user",
             .help = "With -a: account that may create accounts",
             .fallback = "root"},
            {.name = "mysql-root-passwd", .argument = "password", .help = "With -a: password of that account"},
            {.name = "addon-sql", .argument = "files", .help = "Accepted and ignored: the schema is built in"},
            {.name = "create-account",
             .letter = 'a',
             .help = "Create the account of the config DB first, with all rights on the server"},
            {.name = "init", .letter = 'i', .help = "Delete an existing config DB first"}};
        appendConfigDbTls(specs);
        return specs;
    }
    [[nodiscard]] std::string failing(const Arguments& /*arguments*/) const override { return {}; }

    int run(const Arguments& arguments, Terminal& terminal) const override {
        try {
            return create(arguments, terminal);
        } catch (const dbpool::DbError& error) {
            throw Failure(Problem::ServerStorageError, std::string("Error: the config DB: ") + error.what());
        }
    }

private:
    static dbpool::Endpoint endpointOf(const Arguments& arguments) {
        const auto url = dbpool::configdb::parseDatabaseUrl(arguments.text("configdb-host"));
        dbpool::Endpoint endpoint{.host = url.host,
                                  .port = url.port,
                                  .user = arguments.text("configdb-user"),
                                  .password = arguments.text("configdb-pass"),
                                  .tlsCaFile = {}};
        if (arguments.has("configdb-port")) endpoint.port = static_cast<int>(arguments.integer("configdb-port"));
        applyConfigDbTls(arguments, endpoint);
        return endpoint;
    }

    static void createAccount(const Arguments& arguments) {
        dbpool::Endpoint root = endpointOf(arguments);
        root.user = arguments.text("mysql-root-user");
        root.password = arguments.text("mysql-root-passwd");
        dbpool::Connection connection(root, {});
        dbpool::configdb::Installation(connection, arguments.text("configdb-dbname"))
            .createAccount(arguments.text("configdb-user"), arguments.text("configdb-pass"));
    }

    static int create(const Arguments& arguments, Terminal& terminal) {
        const std::string schema = arguments.text("configdb-dbname");
        if (arguments.has("create-account")) createAccount(arguments);
        dbpool::Connection connection(endpointOf(arguments), {});
        dbpool::configdb::Installation installation(connection, schema);
        if (installation.exists() && !arguments.has("init")) {
            throw Failure(Problem::General, "the database " + schema +
                                                " exists, use the -i switch if you want to automatically delete it");
        }
        terminal.out << "initializing configdb from scratch... " << std::flush;
        installation.drop();
        installation.create(arguments.text("configdb-pass"));
        terminal.out << "done\n";
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> initConfigDb() {
    return std::make_unique<InitConfigDb>();
}

}  // namespace admin::cli

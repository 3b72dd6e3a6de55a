#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListDatabase final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "listdatabase",
            .summary = "list the database servers",
            .description =
                "Lists the registered database servers, masters and replicas. Passwords are not printed, in no format. "
                "durability is what was registered; actual is what the master does now: strict (a change is "
                "acknowledged when a replica has it), blocked (the same, and no replica answers, so that writes wait), "
                "available (a replica is waited for a moment), degraded (the master gave up waiting), asynchronous "
                "(it never waits), or empty if there is no master.",
            .example = "listdatabase --csv -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "database"; }
    [[nodiscard]] std::string path(const Arguments& /*arguments*/) const override { return "/databases?state=true"; }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{.key = "id", .heading = "id", .csvHeading = "id", .align = Align::Right},
                {.key = "name", .heading = "name", .csvHeading = "display_name"},
                {.key = "hostname", .heading = "hostname"},
                {.key = "url", .csvHeading = "url"},
                {.key = "master", .heading = "master", .csvHeading = "master"},
                {.key = "masterId", .heading = "mid", .csvHeading = "masterid", .align = Align::Right},
                {.key = "maxContexts", .heading = "maxctx", .csvHeading = "maxUnits", .align = Align::Right},
                {.key = "contexts", .heading = "curctx", .csvHeading = "currentunits", .align = Align::Right},
                {.key = "poolHardLimit", .heading = "hlimit", .csvHeading = "poolHardLimit"},
                {.key = "poolMax", .heading = "max", .csvHeading = "poolMax", .align = Align::Right},
                {.key = "poolInitial", .heading = "inital", .csvHeading = "poolInitial", .align = Align::Right},
                {.key = "login", .csvHeading = "login"},
                {.key = "password", .csvHeading = "password"},
                {.key = "driver", .csvHeading = "driver"},
                {.key = "readId", .csvHeading = "read_id"},
                {.key = "scheme", .csvHeading = "scheme"},
                {.key = "weight", .csvHeading = "weight", .align = Align::Right},
                {.key = "readWeight", .csvHeading = "read_weight", .align = Align::Right},
                {.key = "site", .csvHeading = "site"},
                {.key = "durability", .heading = "durability", .csvHeading = "durability"},
                {.key = "actualDurability", .heading = "actual", .csvHeading = "actual_durability"},
                {.key = "operatorLogin", .heading = "operator", .csvHeading = "operator"},
                {.key = "migrationLogin", .heading = "migration", .csvHeading = "migration"},
                {.key = "tlsCa", .csvHeading = "tls_ca"},
                {.key = "tlsVerifyName", .csvHeading = "tls_verify_name"}};
    }
};

}  // namespace

std::unique_ptr<Command> listDatabase() {
    return std::make_unique<ListDatabase>();
}

}  // namespace admin::cli

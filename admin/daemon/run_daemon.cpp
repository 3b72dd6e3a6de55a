#include "admin/daemon/run_daemon.h"

#include "admin/daemon/daemon.h"
#include "admin/options.h"
#include "groupware/main/run_program.h"

namespace admin {

int runDaemon(int count, char** words, SagaObserver& observer) {
    return groupware::main::runProgram(
        count, words,
        {.name = "yoke-admin",
         .purpose = "The provisioning daemon that the command-line tools call.",
         .logFile = kLogFile,
         .serve = [&observer](const auto& arguments, const auto& configuration, const auto& untilEnd) {
             const groupware::SystemClock clock;
             const auto started = configuration.current();
             Daemon daemon(*started, clock, observer, arguments.configDirectory);
             daemon.start();
             untilEnd();
             daemon.stop();
         }});
}

}  // namespace admin

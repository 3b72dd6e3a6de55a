#include "groupware/base/log_options.h"
#include "groupware/main/forced_end.h"
#include "groupware/main/node.h"
#include "groupware/main/options.h"
#include "groupware/main/run_program.h"

#include <optional>

int main(int count, char** words) {
    return groupware::main::runProgram(
        count, words,
        {.name = "yoke-groupware",
         .purpose = "The groupware node: HTTP and AJP13 connectors, JSON API.",
         .logFile = groupware::log::kFile,
         .serve = [](const auto& /*arguments*/, const auto& configuration, const auto& untilEnd) {
             const groupware::SystemClock clock;
             std::optional<groupware::main::ForcedEnd> latest;  // of the node, too
             groupware::main::Node node(configuration, clock);
             node.start();
             untilEnd();
             latest.emplace(configuration.get(groupware::main::kDrainTime) + groupware::main::kEndTime);
             node.stop();
         }});
}

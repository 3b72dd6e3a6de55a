#include "groupware/base/log_options.h"
#include "groupware/main/node.h"
#include "groupware/main/run_program.h"

int main(int count, char** words) {
    return groupware::main::runProgram(
        count, words,
        {.name = "yoke-groupware",
         .purpose = "The groupware node: HTTP and AJP13 connectors, JSON API.",
         .logFile = groupware::log::kFile,
         .serve = [](const auto& /*arguments*/, const auto& configuration, const auto& untilEnd) {
             const groupware::SystemClock clock;
             groupware::main::Node node(configuration, clock);
             node.start();
             untilEnd();
             node.stop();
         }});
}

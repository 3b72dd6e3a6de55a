#include "admin/daemon/run_daemon.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace {

using admin::SagaStep;

constexpr std::array<std::pair<std::string_view, SagaStep>, 8> kSteps{{{"schemaMade", SagaStep::SchemaMade},
                                                                       {"reserved", SagaStep::Reserved},
                                                                       {"written", SagaStep::Written},
                                                                       {"filled", SagaStep::Filled},
                                                                       {"activated", SagaStep::Activated},
                                                                       {"condemned", SagaStep::Condemned},
                                                                       {"emptied", SagaStep::Emptied},
                                                                       {"swept", SagaStep::Swept}}};

/// kill -9 at the step that HALT_AT names.
class Killer final : public admin::SagaObserver {
public:
    explicit Killer(std::string_view halt) : halt_(halt) {}
    void reached(SagaStep step) override {
        for (const auto& [name, known] : kSteps) {
            if (known == step && name == halt_) std::raise(SIGKILL);
        }
    }

private:
    std::string_view halt_;
};

}  // namespace

/// yoke-admin, but for one thing: it dies at a given step of a context's creation or deletion.
int main(int count, char** words) {
    const char* halt = std::getenv("HALT_AT");
    Killer killer(halt == nullptr ? "" : halt);
    return admin::runDaemon(count, words, killer);
}

#include "groupware/main/filestore_metrics.h"

#include <cstdint>
#include <string>

namespace groupware::main {

void collectFilestoreMetrics(std::span<const filestore::FilestoreStatus> filestores, MetricsWriter& writer) {
    for (const auto& filestore : filestores) {
        const std::string id = std::to_string(filestore.id.value);
        const MetricsWriter::Labels labels{{"filestore", id}};
        const auto counter = [&](const char* name, const char* help, std::uint64_t value) {
            writer.counter(name, help, static_cast<double>(value), labels);
        };
        counter("yoke_filestore_operations_total", "I/O operations asked of a filestore.", filestore.operations);
        counter("yoke_filestore_failures_total", "Operations that were refused, timed out or failed.",
                filestore.failures);
        counter("yoke_filestore_in_bytes_total", "Bytes written to a filestore.", filestore.octetsIn);
        counter("yoke_filestore_out_bytes_total", "Bytes read from a filestore.", filestore.octetsOut);
        writer.gauge("yoke_filestore_breaker_open", "1 while a filestore counts as down and is left alone.",
                     filestore.available ? 0 : 1, labels);
    }
}

}  // namespace groupware::main

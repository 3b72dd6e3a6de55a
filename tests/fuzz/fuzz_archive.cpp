// The JSON of archives: whatever is read is written and read again as the same.
#include "admin/archive/manifest.h"
#include "admin/archive/records.h"
#include "groupware/base/error.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace archive = admin::archive;

template <class Read>
void requireStable(std::string_view text, Read read) {
    std::string once;
    try {
        once = archive::write(read(text));
    } catch (const groupware::Error&) {
        return;  // most inputs are none
    }
    if (archive::write(read(once)) != once) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    requireStable(text, archive::readManifest);
    requireStable(text, archive::readSummary);
    requireStable(text, archive::readUser);
    requireStable(text, archive::readGroup);
    requireStable(text, archive::readResource);
    requireStable(text, archive::readFolder);
    requireStable(text, archive::readTree);
    requireStable(text, archive::readObject);
    return 0;
}

#include "groupware/folders/rights.h"

#include "groupware/base/error.h"

#include <string>

namespace groupware::folders {
namespace {

constexpr int kLevelMask = 127;

bool isObjectLevel(int level) {
    return level == Rights::kNone || level == Rights::kOwn || level == Rights::kAll || level == Rights::kMaximum;
}
bool isFolderLevel(int level) {
    return isObjectLevel(level) || level == Rights::kCreateSubfolders;
}

}  // namespace

Rights rightsFromBits(std::int64_t bits) {
    const Rights rights{.folder = static_cast<int>(bits & kLevelMask),
                        .read = static_cast<int>(bits >> 7 & kLevelMask),
                        .write = static_cast<int>(bits >> 14 & kLevelMask),
                        .remove = static_cast<int>(bits >> 21 & kLevelMask),
                        .admin = (bits >> 28 & 1) != 0};
    if (rights.bits() != bits || !isFolderLevel(rights.folder) || !isObjectLevel(rights.read) ||
        !isObjectLevel(rights.write) || !isObjectLevel(rights.remove)) {
        throw Error(ErrorCode::BadRequest, "permission bits " + std::to_string(bits),
                    "The permission bits are not valid.");
    }
    return rights;
}

}  // namespace groupware::folders

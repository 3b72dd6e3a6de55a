#include "admin/cli/inside_context.h"

#include <ostream>

namespace admin::cli {

std::string insideContext(const Arguments& arguments, std::string_view collection) {
    return "/contexts/" + std::to_string(arguments.id("contextid")) + "/" + std::string(collection);
}

Subject subjectOf(std::string_view object, const Poco::JSON::Object& answer, const Arguments& arguments) {
    return {.object = std::string(object),
            .id = answer.getValue<std::string>("id"),
            .context = std::to_string(arguments.id("contextid"))};
}

void printAccessCombination(Call& call, const Poco::JSON::Object::Ptr& answer) {
    if (answer->has("accessCombination")) {
        call.terminal.out << answer->getValue<std::string>("accessCombination") << "\n";
    } else {
        call.terminal.err << "No access combination has exactly these modules\n";
    }
}

}  // namespace admin::cli

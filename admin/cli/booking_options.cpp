#include "admin/cli/booking_options.h"

#include <array>
#include <string_view>

namespace admin::cli {
namespace {

struct BookingOption {
    std::string_view option;
    std::string_view key;
    Field::Kind kind;
    std::string_view argument;
    std::string_view help;
};

using Kind = Field::Kind;

constexpr std::array<BookingOption, 12> kOptions{
    {{"booking", "booking", Kind::Text, "answer",
      "What a booking by anybody not named otherwise gets: accept (if it is free), request (a manager answers) or "
      "decline. Default: accept"},
     {"booking-managers", "bookingManagers", Kind::List, "names",
      "Who answers requests, and is bound by no limit: ids of users, or group:<id>, separated by commas"},
     {"direct-bookers", "directBookers", Kind::List, "names", "Who is accepted if it is free, likewise"},
     {"requesters", "requesters", Kind::List, "names", "Who has to ask a manager, likewise"},
     {"excluded", "excluded", Kind::List, "names", "Who is declined, likewise"},
     {"conflicts", "conflicts", Kind::Truth, "true/false", "Whether it may be booked several times at once"},
     {"conflict-percent", "conflictPercent", Kind::Integer, "number",
      "A series is accepted if no more of its instances are taken, in per cent; these alone are declined. 0: none"},
     {"conflict-instances", "conflictInstances", Kind::Integer, "number", "The same as a number of instances"},
     {"booking-window", "bookingWindow", Kind::Integer, "days", "How far ahead it can be booked. 0: for ever"},
     {"longest-booking", "longestBooking", Kind::Integer, "minutes", "Longest booking. 0: any"},
     {"lead-time", "leadTime", Kind::Integer, "minutes", "How long before it has to be booked at least"},
     {"recurring", "recurring", Kind::Truth, "true/false", "Whether series can book it"}}};

}  // namespace

void appendBookingOptions(std::vector<OptionSpec>& specs) {
    for (const auto& option : kOptions) {
        specs.push_back({.name = option.option, .argument = option.argument, .help = option.help});
    }
}

std::vector<Field> bookingFields() {
    std::vector<Field> fields;
    for (const auto& option : kOptions) {
        fields.push_back({.option = option.option, .key = option.key, .kind = option.kind});
    }
    return fields;
}

std::vector<Column> bookingColumns() {
    std::vector<Column> columns;
    for (const auto& option : kOptions) columns.push_back({.key = option.key, .csvHeading = option.option});
    return columns;
}

}  // namespace admin::cli

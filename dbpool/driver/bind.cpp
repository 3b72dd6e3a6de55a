#include "dbpool/driver/bind.h"

#include <cppconn/datatype.h>

namespace dbpool {
namespace {

class Binder {
public:
    Binder(sql::PreparedStatement& statement, unsigned int parameter) : statement_(statement), parameter_(parameter) {}

    void operator()(std::monostate /*null*/) const { statement_.setNull(parameter_, sql::DataType::VARCHAR); }
    void operator()(std::int64_t number) const { statement_.setInt64(parameter_, number); }
    void operator()(double number) const { statement_.setDouble(parameter_, number); }
    void operator()(std::string_view text) const { setOctets(text); }
    void operator()(Blob blob) const { setOctets(blob.bytes); }

private:
    /// Octets arrive unchanged in a binary column, NUL and invalid UTF-8 included. setBlob() would cost an extra packet
    /// and keep a stream that is empty at the next execution.
    void setOctets(std::string_view octets) const {
        statement_.setString(parameter_, sql::SQLString(octets.data(), octets.size()));
    }

    sql::PreparedStatement& statement_;
    unsigned int parameter_;
};

}  // namespace

void bind(sql::PreparedStatement& statement, std::span<const Value> values) {
    unsigned int parameter = 0;
    for (const Value& value : values) std::visit(Binder(statement, ++parameter), value.get());
}

}  // namespace dbpool

function main(Data)
   queue.push{data=Data}
end
